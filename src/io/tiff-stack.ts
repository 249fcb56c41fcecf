/**
 * Pictures of 16-bit grey values as one TIFF file, a page each, as every program for tomograms reads them: baseline TIFF 6.0,
 * little-endian, uncompressed, one strip a page. Libraries for JavaScript read such files or write eight bits only.
 */

/** One page. */
export interface GreyPage {
  readonly columns: number;
  readonly rows: number;
  /** Side of a voxel, um. */
  readonly voxel: number;
  /** Line after line from the top. */
  readonly grey: Uint16Array /* [rows*columns] */;
}

const [SHORT, LONG, RATIONAL, ASCII] = [3, 4, 5, 2];
const HEADER = 8;
/** Bytes of an entry, and how many a page has. */
const ENTRY = 12;
const ENTRIES = 12;

interface Entry {
  readonly tag: number;
  readonly type: number;
  /** One number; of rationals numerator and denominator, of text its bytes. */
  readonly values: readonly number[];
}

/** Returns the file's bytes; `describe` says what stands in each page's description, in ASCII. */
export function encodeTiffStack<Page extends GreyPage>(
  pages: readonly Page[],
  describe: (page: Page) => string,
): Uint8Array<ArrayBuffer> {
  const laidOut: { page: Page; entries: readonly Entry[]; start: number; strip: number; next: number }[] = [];
  let start = HEADER;
  for (const page of pages) {
    const text = `${describe(page)}\0`;
    const directory = 2 + ENTRY * ENTRIES + 4;
    // Behind the directory: two rationals, and the text up to an even place.
    const strip = start + directory + 16 + text.length + (text.length % 2);
    const next = strip + 2 * page.grey.length;
    laidOut.push({ page, entries: listEntries(page, text, strip), start, strip, next });
    start = next;
  }
  const view = new DataView(new ArrayBuffer(start));
  view.setUint32(0, 0x002a4949, true);
  view.setUint32(4, pages.length > 0 ? HEADER : 0, true);
  laidOut.forEach(({ page, entries, start: at, strip, next }, k) => {
    writeDirectory(view, at, entries, k + 1 < laidOut.length ? next : 0);
    page.grey.forEach((own, n) => {
      view.setUint16(strip + 2 * n, own, true);
    });
  });
  return new Uint8Array(view.buffer);
}

/** By ascending tags. */
function listEntries({ columns, rows, voxel, grey }: GreyPage, text: string, strip: number): Entry[] {
  // Voxels per centimetre.
  const resolution = [10_000_000, Math.round(1000 * voxel)];
  return [
    { tag: 256, type: LONG, values: [columns] },
    { tag: 257, type: LONG, values: [rows] },
    { tag: 258, type: SHORT, values: [16] },
    { tag: 259, type: SHORT, values: [1] }, // no compression
    { tag: 262, type: SHORT, values: [1] }, // 0 is black
    { tag: 270, type: ASCII, values: Array.from(text, (letter) => letter.charCodeAt(0) & 0x7f) },
    { tag: 273, type: LONG, values: [strip] },
    { tag: 278, type: LONG, values: [rows] },
    { tag: 279, type: LONG, values: [2 * grey.length] },
    { tag: 282, type: RATIONAL, values: resolution },
    { tag: 283, type: RATIONAL, values: resolution },
    { tag: 296, type: SHORT, values: [3] }, // centimetre
  ];
}

function writeDirectory(view: DataView, at: number, entries: readonly Entry[], next: number): void {
  view.setUint16(at, entries.length, true);
  let place = at + 2;
  let beyond = at + 2 + ENTRY * entries.length + 4;
  for (const { tag, type, values } of entries) {
    const size = type === ASCII ? 1 : type === SHORT ? 2 : 4;
    const fits = size * values.length <= 4;
    view.setUint16(place, tag, true);
    view.setUint16(place + 2, type, true);
    view.setUint32(place + 4, type === RATIONAL ? values.length / 2 : values.length, true);
    if (!fits) view.setUint32(place + 8, beyond, true);
    values.forEach((value, n) => {
      const where = (fits ? place + 8 : beyond) + size * n;
      if (size === 1) view.setUint8(where, value);
      else if (size === 2) view.setUint16(where, value, true);
      else view.setUint32(where, value, true);
    });
    if (!fits) beyond += size * values.length + ((size * values.length) % 2);
    place += ENTRY;
  }
  view.setUint32(place, next, true);
}
