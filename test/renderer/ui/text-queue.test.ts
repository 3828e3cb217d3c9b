import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextQueue } from "#renderer/ui/text-queue.ts";

describe("text queue", () => {
  it("gives everything that was pushed, in order, never more than was asked for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 20 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        (texts, most) => {
          const queue = createTextQueue();
          for (const text of texts) queue.push(text);
          let taken = "";
          while (queue.waiting()) {
            const part = queue.take(most);
            expect(part.length).toBeLessThanOrEqual(most);
            expect(part).not.toBe("");
            taken += part;
          }
          expect(taken).toBe(texts.join(""));
          expect(queue.length()).toBe(taken.length);
        },
      ),
    );
  });

  it("gives no half of a character while its other half is there", () => {
    const queue = createTextQueue();
    queue.push(`abc${"😀"}d`);
    expect(queue.take(4)).toBe("abc");
    expect(queue.take(4)).toBe("😀d");
  });

  it("joins a character whose halves came apart", () => {
    const queue = createTextQueue();
    queue.push("a\ud83d");
    expect(queue.take(9)).toBe("a");
    queue.push("\ude00b");
    expect(queue.take(9)).toBe("😀b");
  });

  it("forgets what was there when it begins anew", () => {
    const queue = createTextQueue();
    queue.push("old text");
    queue.take(3);
    queue.begin("new");
    expect(queue.take(9)).toBe("new");
    expect(queue.length()).toBe(3);
  });
});
