/** A body with more bytes than the caller allows. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";

  constructor(limit: number) {
    super(`the body has more than ${limit} bytes`);
  }
}
