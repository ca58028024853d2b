import assert from "node:assert/strict";

import { type BrowserPage, pageSize } from "./browser-page.ts";

/** Checks that a PNG shows the page. The browser itself decodes it. */
export async function checkPicture(page: BrowserPage, png: Buffer): Promise<void> {
  const { width, height, colours, inPicture, inPage } = await page.evaluate(async (base64) => {
    const file = await fetch(`data:image/png;base64,${base64}`);
    const image = await createImageBitmap(await file.blob());
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    const state = document.getElementById("state");
    if (canvas === null || state === null) throw new Error("the page cannot draw");
    canvas.drawImage(image, 0, 0);
    const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
    // A point inside the badge, beside its text.
    const { left, top, height: tall } = state.getBoundingClientRect();
    const [red, green, blue] = canvas.getImageData(left + 5, top + tall / 2, 1, 1).data;
    return {
      width: image.width,
      height: image.height,
      colours: new Set(new Uint32Array(pixels.buffer)).size,
      inPicture: `rgb(${red}, ${green}, ${blue})`,
      inPage: getComputedStyle(state).backgroundColor,
    };
  }, png.toString("base64"));
  assert.deepEqual({ width, height }, pageSize);
  assert(colours > 50, `a page with text has many colours, and the picture has ${colours}`);
  assert.equal(inPicture, inPage, "the badge has the same colour in the picture and in the page");
}
