/** The recording that was built with the page, brought to it. */
import { decodeStory, type StoryRecording } from "../../../io/story-file.ts";
import { fetchBuilt, fetchPacked } from "../../engine/fetch-built.ts";
import { builtAddress } from "../built-address.ts";

/** ms after which the page opens without its story. */
const PATIENCE = 8000;

/** Returns the recording at `address`; undefined where it does not come, or is none. */
export function fetchStory(address: string): Promise<StoryRecording | undefined> {
  return fetchPacked(address, { decode: decodeStory, patience: PATIENCE });
}

/** Returns the file of both cells where the recording ends; undefined where it does not come. */
export async function fetchStoryEnd(): Promise<Uint8Array | undefined> {
  const address = builtAddress("story-end");
  if (address === undefined) return undefined;
  return fetchBuilt(address, async (answer) => new Uint8Array(await answer.arrayBuffer()), {
    priority: "low",
  });
}

/** Returns the address that the build has put into the page; undefined where it has none. */
export function storyAddress(): string | undefined {
  return builtAddress("story");
}
