/**
 * One particle in both cells, number by number; picked on the stage, or walked through with the buttons. While none
 * is picked, where the lithium of both cells is.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { combineLatest, map } from "rxjs";
import {
  type Frame,
  hasContact,
  PARTICLE_ACTIVE,
  PARTICLE_CUT_OFF,
  PARTICLE_DETACHED,
  PARTICLE_LET_GO,
} from "../../../sim-core/index.ts";
import type { FramePair } from "../streams/clock/newest-frames.ts";
import { describeNumber } from "../streams/sentences.ts";
import type { Session } from "../streams/session.ts";
import { cellIdentity } from "../theme/theme.ts";
import { cellBadge } from "./cell-badge.ts";
import "./fluxtwin-inventory.ts";
import { icon } from "./icons.ts";
import { sharedStyles, valueTableStyles } from "./shared-styles.ts";
import { Watch } from "./watch.ts";

const statusWords: Readonly<Record<number, string>> = {
  [PARTICLE_ACTIVE]: "active",
  [PARTICLE_DETACHED]: "detached",
  [PARTICLE_CUT_OFF]: "cut off",
  [PARTICLE_LET_GO]: "let go",
};

interface Row {
  readonly label: string;
  readonly unit: string;
  readonly read: (frame: Frame, particle: number) => string;
}

const rows: readonly Row[] = [
  { label: "Li content, mean", unit: "", read: (frame, p) => frame.particleStoichiometry[p]!.toFixed(3) },
  { label: "Li content, surface", unit: "", read: (frame, p) => frame.particleSurface[p]!.toFixed(3) },
  { label: "Current", unit: "A/m\u00b2", read: (frame, p) => describeNumber(frame.particleCurrent[p]!) },
  { label: "Volume strain", unit: "%", read: (frame, p) => (frame.particleStrain[p]! * 100).toFixed(2) },
  {
    label: "Mean stress",
    unit: "MPa",
    read: ({ particleMeanStress: stress }, p) =>
      stress.length === 0 ? "\u2013" : describeNumber(stress[p]! / 1e6),
  },
  {
    label: "Drift",
    unit: "\u00b5m",
    read: (frame, p) => frame.particleDrift[p]!.toFixed(2),
  },
  { label: "Damage", unit: "%", read: (frame, p) => (frame.particleDamage[p]! * 100).toFixed(0) },
  { label: "Status", unit: "", read: (frame, p) => statusWords[frame.particleStatus[p]!] ?? "unknown" },
];

export class FluxtwinInspector extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session;

  readonly #frames = new Watch<FramePair>(this, () => this.session.viewing.frames$, [undefined, undefined]);
  readonly #picked = new Watch<number | undefined>(
    this,
    // What the hand does to it is a change on the way.
    () =>
      combineLatest([this.session.store.select("selection"), this.session.store.select("events")]).pipe(
        map(([picked]) => picked),
      ),
    undefined,
  );
  readonly #hovered = new Watch<number | undefined>(this, () => this.session.hover$, undefined);

  override render(): TemplateResult {
    const particle = this.#hovered.value ?? this.#picked.value;
    const count = this.#frames.value[0]?.particleStatus.length ?? 0;
    return html`<section aria-label="Particle">
      <div class="head">
        <h2>${particle === undefined ? "Lithium balance" : `Particle ${particle + 1}`}</h2>
        <button class="plain" aria-label="Previous particle" ?disabled=${count === 0} @click=${() => this.#walk(-1, count)}>
          ${icon("previous", 16)}
        </button>
        <button class="plain" aria-label="Next particle" ?disabled=${count === 0} @click=${() => this.#walk(1, count)}>
          ${icon("next", 16)}
        </button>
        <button
          class="plain"
          aria-label="Pick no particle"
          ?disabled=${this.#picked.value === undefined}
          @click=${() => this.session.store.update({ selection: undefined })}
        >
          ${icon("close", 16)}
        </button>
      </div>
      ${
        particle === undefined
          ? html`<fluxtwin-inventory .session=${this.session}></fluxtwin-inventory>
              <p class="faint small">Point at a particle, or click one, to read it.</p>`
          : this.#renderTable(particle)
      }
    </section>`;
  }

  #renderTable(particle: number): TemplateResult {
    const frames = this.#frames.value;
    const value = (row: Row, cell: 0 | 1): string => {
      const frame = frames[cell];
      return frame === undefined || particle >= frame.particleStatus.length
        ? "\u2013"
        : row.read(frame, particle);
    };
    return html`<table>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${cellBadge(0, 18)}</th>
          <th scope="col">${cellBadge(1, 18)}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) => html`<tr>
            <th scope="row">${row.label}${row.unit === "" ? "" : html` <span class="faint">${row.unit}</span>`}</th>
            <td>${value(row, 0)}</td>
            <td>${value(row, 1)}</td>
          </tr>`,
        )}
        ${
          this.session.look$.value.locks.includes("hand")
            ? nothing
            : html`<tr>
                <th scope="row">By hand</th>
                <td>${this.#renderHandling(particle, 0)}</td>
                <td>${this.#renderHandling(particle, 1)}</td>
              </tr>`
        }
      </tbody>
    </table>`;
  }

  /** Lets the particle go, or brings it back, whichever it is not. */
  #renderHandling(particle: number, cell: 0 | 1): TemplateResult | typeof nothing {
    const { hand } = this.session;
    const frame = this.#frames.value[cell];
    const status = frame && hand.foresee(cell, frame)[particle];
    if (status === undefined) return nothing;
    const contact = hasContact(status) ? "detached" : "attached";
    const handling = { particles: [particle], contact, cell } as const;
    const words = contact === "detached" ? "Let go" : "Bring back";
    return html`<button
      class="hand"
      aria-label=${`${words}: particle ${particle + 1} of cell ${cellIdentity[cell].letter}`}
      ?disabled=${!hand.canAct}
      @click=${() => hand.handle(handling) && hand.tell(handling)}
    >
      ${words}
    </button>`;
  }

  #walk(by: number, count: number): void {
    const from = this.#picked.value ?? (by > 0 ? -1 : 0);
    this.session.store.update({ selection: (from + by + count) % count });
  }

  static override styles = [
    sharedStyles,
    valueTableStyles,
    css`
      .head {
        display: flex;
        align-items: center;
      }
      h2 {
        font-size: 13px;
        font-weight: 600;
        margin-right: auto;
      }
      td,
      th[scope="col"] {
        width: 76px;
      }
      .hand {
        min-height: 26px;
        padding: 0 5px;
        font-size: var(--type-small);
      }
      @media (pointer: coarse) {
        .hand {
          min-height: 44px;
        }
      }
      button:disabled {
        opacity: 0.4;
        cursor: default;
      }
    `,
  ];
}

customElements.define("fluxtwin-inspector", FluxtwinInspector);
