import { expect, test } from "vitest";
import { bytesOfBase64, checkImage, checkImages } from "#shared/check-images.ts";
import { imageTypeOf } from "#shared/image-type.ts";

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

test.each(["a", "ab!=", "a b=", "data:image/png;base64,AAAA"])("%s is no base64", (text) => {
  expect(bytesOfBase64(text)).toBeNull();
});

test("an image is known by its first bytes", () => {
  expect(imageTypeOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe("image/png");
  expect(imageTypeOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
  expect(imageTypeOf(Buffer.from("GIF89a..."))).toBe("image/gif");
  expect(imageTypeOf(Buffer.from("RIFF1234WEBPVP8 "))).toBe("image/webp");
  expect(imageTypeOf(Buffer.from("<svg xmlns="))).toBeNull();
  expect(imageTypeOf(new Uint8Array())).toBeNull();
});
