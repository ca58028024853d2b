/** Types by extension. A real daemon asks its machine, which may know other types. */
const types: Readonly<Record<string, string>> = {
  avif: "image/avif",
  bin: "application/octet-stream",
  bmp: "image/bmp",
  c: "text/plain",
  css: "text/css",
  csv: "text/csv",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  gif: "image/gif",
  h: "text/plain",
  htm: "text/html",
  html: "text/html",
  ico: "image/vnd.microsoft.icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  md: "text/markdown",
  mjs: "text/javascript",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  pdf: "application/pdf",
  png: "image/png",
  py: "text/x-python",
  sh: "text/x-sh",
  svg: "image/svg+xml",
  tar: "application/x-tar",
  tsv: "text/tab-separated-values",
  txt: "text/plain",
  wav: "audio/x-wav",
  webm: "video/webm",
  webp: "image/webp",
  xml: "text/xml",
  zip: "application/zip",
};

/** The types that Go reads otherwise from the files of its machine. */
const ofGo: Readonly<Record<string, string>> = {
  c: "text/x-csrc",
  gz: "application/gzip",
  h: "text/x-chdr",
  sh: "application/x-shellscript",
  wav: "audio/wav",
  webm: "audio/webm",
};

/** The type of a file with that extension, if it has one. */
export function mediaType(extension: string, framework: "python" | "go"): string | undefined {
  const name = extension.slice(1).toLowerCase();
  const type = (framework === "go" ? ofGo[name] : undefined) ?? types[name];
  return type?.startsWith("text/") ? `${type}; charset=utf-8` : type;
}
