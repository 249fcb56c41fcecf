/** What is painted: a group of layers, and which of the group where it has several; two sets of radio buttons. */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { LayerGroup } from "../layers/form/groups.ts";
import { groupsOfLayers, type LayerKey, layerOf } from "../layers/list.ts";
import type { Session } from "../streams/session.ts";
import { radioStyles, sharedStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

export class FluxtwinLayerSwitch extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #layer = new Watch<LayerKey>(this, () => this.session.store.select("layer"), "flux");
  /** What was looked at last in each group. */
  readonly #last = new Map<LayerGroup, LayerKey>();

  override render(): TemplateResult {
    const key = this.#layer.value;
    const { group: chosen } = layerOf(key);
    const kinds = groupsOfLayers.get(chosen)!;
    this.#last.set(chosen, key);
    return html`<fieldset class="groups">
        <legend class="hidden">What is painted</legend>
        ${[...groupsOfLayers].map(([group, layers]) =>
          this.#renderChoice("group", {
            label: group.name,
            note: layers.map(({ quantity }) => quantity).join(", "),
            checked: group === chosen,
            choose: () => this.#paint(this.#last.get(group) ?? layers[0]!.key),
          }),
        )}
      </fieldset>
      ${
        kinds.length === 1
          ? nothing
          : html`<fieldset>
              <legend class="hidden">${chosen.question}</legend>
              ${kinds.map((layer) =>
                this.#renderChoice("layer", {
                  label: layer.name,
                  note: layer.note,
                  checked: layer.key === key,
                  choose: () => this.#paint(layer.key),
                }),
              )}
            </fieldset>`
      }`;
  }

  #renderChoice(
    name: string,
    choice: { label: string; note: string; checked: boolean; choose: () => void },
  ): TemplateResult {
    return html`<label title=${choice.note}>
      <input type="radio" name=${name} .checked=${choice.checked} @change=${choice.choose} /><span
        >${choice.label}</span
      >
    </label>`;
  }

  #paint(layer: LayerKey): void {
    this.session.store.update({ layer });
  }

  static override styles = [
    sharedStyles,
    radioStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        max-width: 100%;
      }
      fieldset {
        display: inline-flex;
        margin: 0;
        padding: 2px;
        min-width: 0;
        border: 1px solid var(--colour-line);
        border-radius: var(--radius-small);
        background: var(--colour-raised);
      }
      .groups {
        border-color: var(--colour-line-strong);
      }
      .groups span {
        font-weight: 600;
      }
      span {
        min-height: 28px;
        padding: 0 10px;
      }
      @media (max-width: 1420px) {
        span {
          padding: 0 5px;
          font-size: 13px;
        }
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
