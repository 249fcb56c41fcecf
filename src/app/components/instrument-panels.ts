/** What each instrument shows of both cells: its words, its charts and pictures, the files that can be had. */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { InstrumentName } from "../engine/instrument-messages.ts";
import { alignCurves, type Curve } from "../streams/chart-data.ts";
import {
  bodeCurves,
  capacityCurves,
  depthCurves,
  histogramCurves,
  nyquistCurves,
  regionWords,
  titrationCurves,
} from "../streams/instrument-curves.ts";
import {
  curveFiles,
  depthProfileFiles,
  type InstrumentFile,
  impedanceFiles,
  sliceFiles,
} from "../streams/instrument-files.ts";
import { describeMeasured } from "../streams/instrument-words.ts";
import type { CellInstruments, InstrumentPair } from "../streams/instruments.ts";
import { cellIdentity } from "../theme/theme.ts";
import { legend } from "./chart-legend.ts";
import type { ChartSetup } from "./chart-options.ts";
import type { ChartTable } from "./fluxtwin-chart.ts";
import "./fluxtwin-chart.ts";
import "./fluxtwin-slice.ts";
import {
  capacitySetup,
  capacityTable,
  depthSetup,
  depthTable,
  histogramSetup,
  magnitudeSetup,
  nyquistSetup,
  phaseSetup,
  rangeOfHistograms,
  regionLooks,
  regionTable,
  spectrumTable,
  titrationSetup,
  titrationTable,
} from "./instrument-setups.ts";

/** How far down the Nyquist chart goes, and what changes it. */
export interface NyquistChoice {
  /** Hz */
  readonly least: number;
  readonly setLeast: (value: number) => void;
}

export interface InstrumentPanel {
  readonly title: string;
  /** What is seen, in a sentence or two. */
  readonly words: string;
  readonly files: (own: CellInstruments, letter: string) => InstrumentFile[];
  readonly render: (cells: InstrumentPair, choice: NyquistChoice) => TemplateResult;
}

const LEAST_FREQUENCIES: readonly (readonly [number, string])[] = [
  [100, "100 Hz"],
  [10, "10 Hz"],
  [0.1, "0.1 Hz"],
  [1e-3, "1 mHz"],
];

export const instrumentPanels: { readonly [Name in InstrumentName]: InstrumentPanel } = {
  impedance: {
    title: "Impedance",
    words:
      "What a small alternating current meets between the collectors, from 1 MHz to 1 mHz. Faint: the first spectrum of this run, so that arcs are seen to grow.",
    files: impedanceFiles,
    render: renderSpectra,
  },
  depthProfile: {
    title: "Depth profile",
    words:
      "Products of the reaction between lithium and electrolyte, as X-ray photoelectrons see them while the interface is etched away; mean over the front.",
    files: ({ states: { depthProfile } }, letter) =>
      depthProfile.last === undefined ? [] : depthProfileFiles(depthProfile.last, letter),
    render: (cells) =>
      renderChart(depthSetup, depthCurves(cells), () => depthTable(cells), html`${legend()}`),
  },
  curves: {
    title: "dQ/dV, GITT",
    words:
      "Charge per voltage in the half-cycle that runs or has ended last. Faint: the half-cycle before it. Over intervals of 5 mV.",
    files: ({ states: { curves } }, letter) =>
      curves.last === undefined ? [] : curveFiles(curves.last, letter),
    render: renderCurves,
  },
  tomography: {
    title: "Tomography",
    words:
      "A slice as X-ray tomography shows it, voxels of 1.3 \u00b5m, with its point spread and noise; grey values as in the paper\u2019s regions.",
    files: ({ states: { tomography } }, letter) =>
      tomography.last === undefined ? [] : sliceFiles(tomography.last, letter),
    render: renderSlices,
  },
};

function renderChart(
  setup: ChartSetup,
  curves: readonly Curve[],
  table: () => ChartTable,
  head: TemplateResult | typeof nothing,
  name = "",
): TemplateResult {
  const isEmpty = curves.every(({ x }) => x.length === 0);
  return html`<fluxtwin-chart
    class=${name}
    .setup=${setup}
    .columns=${alignCurves(curves)}
    .table=${table}
    .empty=${isEmpty ? "Nothing has been found yet." : ""}
    >${head}</fluxtwin-chart
  >`;
}

function renderSpectra(cells: InstrumentPair, { least, setLeast }: NyquistChoice): TemplateResult {
  const table = () => spectrumTable(cells);
  const choice = html`${legend()}<select
      aria-label="Nyquist chart down to"
      @change=${(event: Event) => setLeast(Number((event.target as HTMLSelectElement).value))}
    >
      ${LEAST_FREQUENCIES.map(
        ([value, words]) => html`<option value=${value} .selected=${value === least}>to ${words}</option>`,
      )}
    </select>`;
  const firsts = cells.flatMap(({ firstSpectrum }, cell) =>
    firstSpectrum === undefined
      ? []
      : [`${cellIdentity[cell as 0 | 1].letter}: ${describeMeasured(firstSpectrum.at)}`],
  );
  return html`<div class="spectra">
      ${keyed(least, renderChart(nyquistSetup, nyquistCurves(cells, least), table, choice, "nyquist"))}
      ${renderChart(magnitudeSetup, bodeCurves(cells, "magnitude_ohm_cm2"), table, nothing)}
      ${renderChart(phaseSetup, bodeCurves(cells, "phase_deg"), table, nothing)}
    </div>
    ${firsts.length === 0 ? nothing : html`<p class="small">Faint curves. ${firsts.join(" ")}</p>`}`;
}

function renderCurves(cells: InstrumentPair): TemplateResult {
  const found = cells.map(({ states }) => states.curves.last?.found);
  const shown = found.flatMap((own, cell) => {
    const row = own?.capacity.at(-1);
    return row === undefined
      ? []
      : [`${cellIdentity[cell as 0 | 1].letter}: ${row.direction} of cycle ${row.cycle}.`];
  });
  const hasPulses = found.some((own) => (own?.pulses.length ?? 0) > 0);
  return html`${renderChart(capacitySetup, capacityCurves(cells), () => capacityTable(cells), html`${legend()}`)}
    ${shown.length === 0 ? nothing : html`<p class="small">In full: ${shown.join(" ")}</p>`}
    ${
      hasPulses
        ? renderChart(
            titrationSetup,
            titrationCurves(cells),
            () => titrationTable(cells),
            html`${legend()}<span class="soft small">faint: as put in</span>`,
          )
        : html`<p class="small">
            GITT reads pulses between rests, and these cells have had none. The scenario ncm-gitt has them: run it in the
            terminal (fluxtwin run ncm-gitt), or open a checkpoint of it here and let it go on.
          </p>`
    }`;
}

function renderSlices(cells: InstrumentPair): TemplateResult {
  const curves = cells.map(({ states }) => histogramCurves(states.tomography.last));
  const range = rangeOfHistograms(curves.flat());
  // Axes are made with the chart, which is another one when they change.
  const key = `${range.low} ${range.high} ${range.most}`;
  return html`<div class="cells">
      ${cells.map(({ states }, k) => {
        const cell = k as 0 | 1;
        const { letter } = cellIdentity[cell];
        const slice = states.tomography.last?.found.slice;
        const setup = histogramSetup(letter, range);
        return html`<section aria-label="Slice of cell ${letter}">
          ${
            slice === undefined
              ? nothing
              : html`<fluxtwin-slice
                  .slice=${slice}
                  .words="Slice through cell ${letter}, ${slice.columns} by ${slice.rows} voxels, lithium on top"
                ></fluxtwin-slice>`
          }
          ${keyed(
            key,
            renderChart(setup, curves[cell] ?? [], () => regionTable(cells, cell), nothing),
          )}
        </section>`;
      })}
    </div>
    <p class="regions" aria-label="Regions">
      ${Object.values(regionWords).map((words, k) => {
        const look = regionLooks[k];
        return html`<span>
          <svg width="30" height="8" viewBox="0 0 30 8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="30"
              y2="4"
              stroke=${look?.colour ?? ""}
              stroke-width="2"
              stroke-dasharray=${look?.dash.join(" ") || "none"}
            /></svg
          >${words}</span
        >`;
      })}
    </p>`;
}
