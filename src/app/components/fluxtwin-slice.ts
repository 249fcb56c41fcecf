/** A slice of a cell as tomography shows it: grey values on a canvas, the anode on top. */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { TomographySlice } from "../../../sim-core/index.ts";
import { encodeGreyPicture } from "../../io/grey-picture.ts";
import { sharedStyles } from "./shared-styles.ts";

export class FluxtwinSlice extends LitElement {
  static override properties = { slice: { attribute: false }, words: { type: String } };
  declare slice: TomographySlice;
  /** What a screen reader says. */
  declare words: string;

  override render(): TemplateResult {
    const { columns, rows } = this.slice;
    return html`<canvas width=${columns} height=${rows} role="img" aria-label=${this.words}></canvas>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("slice")) void this.#draw();
  }

  async #draw(): Promise<void> {
    const { slice } = this;
    const picture = await createImageBitmap(new Blob([encodeGreyPicture(slice) as BlobPart]));
    const canvas = this.renderRoot.querySelector("canvas");
    if (slice === this.slice) canvas?.getContext("2d")?.drawImage(picture, 0, 0);
    picture.close();
  }

  static override styles = [
    sharedStyles,
    css`
      canvas {
        display: block;
        margin: 0 auto;
        max-width: 100%;
        max-height: 42dvh;
        min-width: min(100%, 240px);
        image-rendering: pixelated;
        border: 1px solid var(--colour-line-strong);
      }
    `,
  ];
}

customElements.define("fluxtwin-slice", FluxtwinSlice);
