/** Files that the page makes go to the browser's downloads. */

/** Hands a file to the browser. */
export function download(name: string, content: string | Uint8Array): void {
  const address = URL.createObjectURL(new Blob([content as BlobPart]));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The download has begun once this turn is over.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
