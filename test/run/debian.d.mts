/** Installs `packages` where this is a Debian and one may; returns whether that was tried. */
export function installDebianPackages(
  say: (line: string) => void,
  title: string,
  packages: readonly string[],
): Promise<boolean>;
