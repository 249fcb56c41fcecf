/** Which quantity is painted: four radio buttons that look like one segmented control. */
import { css, html, LitElement, type TemplateResult } from "lit";
import { type LayerName, layers } from "../streams/app-state.ts";
import type { Session } from "../streams/session.ts";
import { sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export const layerNames: Readonly<Record<LayerName, string>> = {
  potential: "Potential",
  flux: "Current",
  stoichiometry: "Particles",
  front: "Lithium front",
};

const layerNotes: Readonly<Record<LayerName, string>> = {
  potential: "Ionic potential of the electrolyte",
  flux: "Ionic current density, with tracers that drift along it",
  stoichiometry: "Lithium content of every particle",
  front: "Current density along the lithium: plating and stripping",
};

export class FluxtwinLayerSwitch extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #layer = new Watch<LayerName>(this, () => this.session.store.select("layer"), "flux");

  override render(): TemplateResult {
    return html`<fieldset>
      <legend class="hidden">What is painted</legend>
      ${layers.map(
        (layer) => html`<label title=${layerNotes[layer]}>
          <input
            type="radio"
            name="layer"
            value=${layer}
            .checked=${this.#layer.value === layer}
            @change=${() => this.session.store.update({ layer })}
          /><span>${layerNames[layer]}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  static override styles = [
    sharedStyles,
    css`
      fieldset {
        display: inline-flex;
        margin: 0;
        padding: 2px;
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-small);
        background: var(--colour-raised);
      }
      label {
        position: relative;
        cursor: pointer;
      }
      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      span {
        display: inline-flex;
        align-items: center;
        min-height: 28px;
        padding: 0 10px;
        border-radius: 3px;
        color: var(--colour-text-soft);
        white-space: nowrap;
      }
      input:checked + span {
        background: var(--colour-line-strong);
        color: var(--colour-text);
      }
      input:hover + span {
        color: var(--colour-text);
      }
      input:focus-visible + span {
        outline: 2px solid var(--colour-focus);
        outline-offset: 1px;
      }
      @media (pointer: coarse) {
        span {
          min-height: 40px;
        }
      }
    `,
  ];
}

customElements.define("fluxtwin-layer-switch", FluxtwinLayerSwitch);
