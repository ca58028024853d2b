/** The file name of a `content-disposition`, in both of its forms. */
export function fileNameOf(disposition: string | null): string | undefined {
  const encoded = disposition?.match(/;\s*filename\*=utf-8''([^;]+)/i)?.[1];
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded.trim());
    } catch {
      // Not encoded as it says; the plain form may do.
    }
  }
  const plain = disposition?.match(/;\s*filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i);
  return plain?.[1]?.replaceAll(/\\(.)/g, "$1") ?? plain?.[2];
}
