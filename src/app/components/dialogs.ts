/** What dialogs of the page share besides their look. */

/** Closes the dialog that was clicked beside its card. */
export function closeBeside(event: MouseEvent): void {
  const dialog = event.currentTarget as HTMLDialogElement;
  if (event.target === dialog) dialog.close();
}
