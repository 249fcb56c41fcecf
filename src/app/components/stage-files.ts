/** Files that are dropped on the picture: each half of it is a cell. */
import type { Session } from "../streams/session.ts";
import { openFile } from "./fluxtwin-files.ts";

/** Opens what is dropped on `stage` as the cell of the half that it was dropped on, until `signal` aborts. */
export function listenForFiles(
  stage: HTMLElement,
  { session, signal }: { readonly session: Session; readonly signal: AbortSignal },
): void {
  const holdsFile = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") === true;
  stage.addEventListener(
    "dragover",
    (event) => {
      if (holdsFile(event)) event.preventDefault();
    },
    { signal },
  );
  stage.addEventListener(
    "drop",
    (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      const { left, width } = stage.getBoundingClientRect();
      const cell = event.clientX - left < width / 2 ? 0 : 1;
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void openFile(session, cell, file);
    },
    { signal },
  );
}
