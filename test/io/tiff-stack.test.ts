/** Stacks and pictures, read back by other programs: tiff and pngjs. */
import { PNG } from "pngjs";
import { decode } from "tiff";
import { describe, expect, test } from "vitest";
import { encodeGreyPicture } from "../../src/io/grey-picture.ts";
import { encodeTiffStack, type GreyPage } from "../../src/io/tiff-stack.ts";

/** Odd in both directions, so that a page ends off every boundary. */
const pageOf = (columns: number, rows: number, first: number): GreyPage => ({
  ...{ columns, rows, voxel: 1.3 },
  grey: Uint16Array.from({ length: columns * rows }, (_, k) => (first + 4099 * k) % 65536),
});

describe("a TIFF stack", () => {
  test("is read back to the last grey value, page after page", () => {
    const pages = [pageOf(7, 5, 0), pageOf(7, 5, 65535), pageOf(3, 1, 12345)];
    const bytes = encodeTiffStack(pages, (page) => `first ${page.grey[0]}`);
    const read = decode(bytes);
    expect(read).toHaveLength(3);
    read.forEach((page, k) => {
      const own = pages[k]!;
      expect([page.width, page.height, page.bitsPerSample]).toEqual([own.columns, own.rows, 16]);
      expect(Array.from(page.data)).toEqual(Array.from(own.grey));
      expect(page.imageDescription).toBe(`first ${own.grey[0]}`);
      // Voxels per centimetre of 1.3 um.
      expect([page.xResolution, page.yResolution]).toEqual([10_000_000 / 1300, 10_000_000 / 1300]);
      expect([page.resolutionUnit, page.compression, page.type]).toEqual([3, 1, 1]);
    });
  });

  test("of many pages is whole", () => {
    const pages = Array.from({ length: 300 }, (_, k) => pageOf(4, 3, k));
    const read = decode(encodeTiffStack(pages, () => "a page of many, described at some length"));
    expect(read.map((page) => page.data[0])).toEqual(pages.map((_, k) => k));
  });

  test("has no pages where there are none", () => {
    expect(Array.from(encodeTiffStack([], () => ""))).toEqual([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  });
});

test("a picture has the same window for every slice, and clips what is beyond it", () => {
  const grey = Uint16Array.of(0, 18000, 21750, 25500, 65535, 22600);
  const page = { columns: 3, rows: 2, voxel: 1.3, grey };
  const read = PNG.sync.read(Buffer.from(encodeGreyPicture({ ...page, map: "calibrated" })));
  expect([read.width, read.height]).toEqual([3, 2]);
  const levels = Array.from({ length: 6 }, (_, k) => read.data[4 * k]);
  expect(levels).toEqual([0, 0, 128, 255, 255, 156]);
  const physical = PNG.sync.read(Buffer.from(encodeGreyPicture({ ...page, map: "physical" })));
  expect(Array.from({ length: 6 }, (_, k) => physical.data[4 * k])).toEqual([0, 82, 99, 116, 255, 103]);
});
