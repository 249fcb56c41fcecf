/** The page on all of the screen. */

/** Takes all of the screen, or gives it back. */
export function toggleFullScreen(): void {
  const { fullscreenElement } = document;
  const done =
    fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  // Where the browser wants another gesture nothing changes.
  done.catch(() => undefined);
}
