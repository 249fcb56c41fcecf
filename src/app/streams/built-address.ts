/** Returns the address of a file that was built with the page, which stands there under `name`; undefined where it does not. */
export function builtAddress(name: string): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name=${name}]`);
  return meta === null ? undefined : new URL(meta.content, document.baseURI).href;
}
