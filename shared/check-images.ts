import type { ImageInfo } from "./prompt.ts";

/** What every provider that takes images takes (protocols.md §3). */
export const imageTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;
export const mostImages = 8;
export const largestImageBytes = 5 * 1024 * 1024;
/** Of all images of one prompt together. */
export const mostImageBytes = 20 * 1024 * 1024;

/** Says why these images cannot be sent with one prompt, or null where they can. */
export function checkImages(images: readonly ImageInfo[]): string | null {
  if (images.length > mostImages) return `A prompt takes at most ${mostImages} images.`;
  const problem = images.map(checkImage).find((one) => one !== null);
  if (problem !== undefined) return problem;
  const together = images.reduce((sum, { bytes }) => sum + bytes, 0);
  return together > mostImageBytes ? "The images of a prompt have at most 20 MB together." : null;
}

/** Says why this image cannot be sent, or null where it can. */
export function checkImage({ mimeType, bytes }: ImageInfo): string | null {
  if (!imageTypes.some((type) => type === mimeType)) return "An image is a PNG, JPEG, WebP or GIF.";
  if (bytes === 0) return "This image is empty.";
  return bytes > largestImageBytes ? "An image has at most 5 MB." : null;
}

/** How many bytes this base64 text stands for; null where it is none. */
export function bytesOfBase64(base64: string): number | null {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  const end = base64.length - padding;
  if (base64.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(base64.slice(0, end))) return null;
  return (base64.length / 4) * 3 - padding;
}
