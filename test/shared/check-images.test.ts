import { expect, test } from "vitest";
import { bytesOfBase64, checkImage, checkImages } from "#shared/check-images.ts";

const png = (bytes: number) => ({ mimeType: "image/png", bytes });
const megabyte = 1024 * 1024;

test("an image is of a kind that every provider takes, and at most 5 MB", () => {
  expect(checkImage(png(5 * megabyte))).toBeNull();
  expect(checkImage({ mimeType: "image/svg+xml", bytes: 10 })).toMatch(/PNG, JPEG, WebP or GIF/);
  expect(checkImage(png(5 * megabyte + 1))).toMatch(/at most 5 MB/);
  expect(checkImage(png(0))).toMatch(/empty/);
});

test("a prompt takes eight images of 20 MB together", () => {
  expect(checkImages(Array.from({ length: 8 }, () => png(1)))).toBeNull();
  expect(checkImages(Array.from({ length: 9 }, () => png(1)))).toMatch(/at most 8/);
  expect(checkImages(Array.from({ length: 5 }, () => png(4.5 * megabyte)))).toMatch(/20 MB together/);
});

test.each(["", "a", "ab", "abc", "abcd"])("the size of base64 is that of its bytes: %j", (text) => {
  expect(bytesOfBase64(Buffer.from(text).toString("base64"))).toBe(text.length);
});
