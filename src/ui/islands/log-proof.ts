// Proves in the browser that one act is in the log: fetches the entry, the tiles and the signed head from the log's own
// public files, and says of each step whether it holds. Trusts the policy in the box and nothing else; the words come with
// the page. Without script the page offers the same proof as a file.
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64 } from "#core/log/base64.ts";
import { readHead, watchedLog } from "#core/log/follow.ts";
import type { Head, WatchedLog } from "#core/log/follow.ts";
import { hashLength, leafHash, verifyInclusion } from "#core/log/merkle.ts";
import { parsePolicy } from "#core/log/policy.ts";
import {
  decodeBundle,
  inclusionProofFromTiles,
  tilePath,
  tilesForInclusion,
  tileWidth,
  widthOf,
} from "#core/log/tiles.ts";
import type { Tile } from "#core/log/tiles.ts";

type Values = Readonly<Record<string, string | number>>;
type Step = "policy" | "head" | "signature" | "witnesses" | "entry" | "inclusion";

for (const part of document.querySelectorAll<HTMLElement>("[data-log-proof]")) enliven(part);

function enliven(part: HTMLElement): void {
  const button = part.querySelector("button");
  if (button === null) return;
  part.querySelector("[data-with]")?.removeAttribute("hidden");
  part.querySelector("[data-without]")?.setAttribute("hidden", "");
  button.addEventListener("click", () => void run(part, button));
}

async function run(part: HTMLElement, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  part.querySelector("[data-steps]")?.removeAttribute("hidden");
  for (const step of part.querySelectorAll<HTMLElement>("[data-step]")) show(step, "open", {});
  const holds = await prove(part);
  const verdict = part.querySelector<HTMLElement>("[data-step='verdict']");
  if (verdict !== null) show(verdict, holds ? "right" : "wrong", {});
  button.disabled = false;
}

class Fault extends Error {
  readonly step: Step;
  readonly values: Values;
  readonly outcome: string;

  constructor(step: Step, outcome: string, values: Values = {}) {
    super(outcome);
    this.step = step;
    this.outcome = outcome;
    this.values = values;
  }
}

async function prove(part: HTMLElement): Promise<boolean> {
  const say = (step: Step, outcome: string, values: Values = {}): void => {
    const item = part.querySelector<HTMLElement>(`[data-step='${step}']`);
    if (item !== null) show(item, outcome, values);
  };
  try {
    const watched = policyOf(part);
    say("policy", "right", { origin: watched.log.origin });
    const head = await headOf(part, watched);
    say("head", "right", { size: number(head.size), root: toBase64(head.root) });
    say("signature", "right", { origin: watched.log.origin });
    sayWitnesses(part, watched, head, say);
    const index = Number(part.dataset["logProof"]);
    if (index >= head.size) throw new Fault("inclusion", "waiting", { size: number(head.size) });
    const leaf = await entryOf(part, index, head.size);
    say("entry", "right", { hash: toHex(leaf.hash), address: leaf.address });
    await include(part, index, head, leaf.hash, say);
    return true;
  } catch (error) {
    if (error instanceof Fault) say(error.step, error.outcome, error.values);
    else say("head", "unreachable", { cause: error instanceof Error ? error.message : String(error) });
    return false;
  }
}

function policyOf(part: HTMLElement): WatchedLog {
  const text = part.querySelector("textarea")?.value ?? "";
  const parsed = parsePolicy(sha256, text.endsWith("\n") ? text : `${text}\n`);
  if (!parsed.ok) throw new Fault("policy", "wrong", { line: parsed.line, reason: parsed.reason });
  const [log] = parsed.policy.logs;
  if (log === undefined) throw new Fault("policy", "wrong", { line: 0, reason: "no-log" });
  return watchedLog(parsed.policy, log, (publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, message, publicKey);
    } catch {
      return false;
    }
  });
}

async function headOf(part: HTMLElement, watched: WatchedLog): Promise<Head> {
  const note = await get(part, "checkpoint", "head");
  const reading = readHead(watched, note);
  if (reading.ok) return reading.head;
  const { reason } = reading;
  throw new Fault(reason === "malformed" || reason === "other-origin" ? "head" : "signature", reason);
}

function sayWitnesses(
  part: HTMLElement,
  { policy }: WatchedLog,
  { seenBy, quorum }: Head,
  say: (step: Step, outcome: string, values?: Values) => void,
): void {
  const known = JSON.parse(part.dataset["names"] ?? "{}") as Readonly<Record<string, string>>;
  const names = new Intl.ListFormat(document.documentElement.lang).format(
    seenBy.map(({ witness }) => known[witness] ?? witness),
  );
  if (policy.quorum === null) say("witnesses", "none");
  else if (quorum) say("witnesses", "right", { names });
  else throw new Fault("witnesses", seenBy.length === 0 ? "nobody" : "wrong", { names });
}

async function entryOf(
  part: HTMLElement,
  index: number,
  size: number,
): Promise<{ hash: Uint8Array; address: string }> {
  const bundle = Math.floor(index / tileWidth);
  const address = tilePath("entries", bundle, Math.min(tileWidth, size - bundle * tileWidth));
  const entry = decodeBundle(await get(part, address, "entry"))?.[index % tileWidth];
  if (entry === undefined) throw new Fault("entry", "malformed", { address });
  const hash = leafHash(sha256, entry);
  // What this page shows above must be the entry that the log shows to everybody.
  if (toHex(hash) !== part.dataset["leafHash"])
    throw new Fault("entry", "wrong", { address, hash: toHex(hash) });
  return { hash, address };
}

async function include(
  part: HTMLElement,
  index: number,
  { size, root }: Head,
  hash: Uint8Array,
  say: (step: Step, outcome: string, values?: Values) => void,
): Promise<void> {
  const tiles: readonly Tile[] = await Promise.all(
    tilesForInclusion(index, size).map(async (id) => {
      const width = widthOf(id, size);
      const address = tilePath(id.level, id.index, width);
      const hashes = await get(part, address, "inclusion");
      if (hashes.length !== width * hashLength) throw new Fault("inclusion", "malformed", { address });
      return { ...id, hashes };
    }),
  );
  const proof = inclusionProofFromTiles(sha256, index, size, tiles);
  const holds = verifyInclusion(sha256, { index, size, leafHash: hash, proof, root });
  if (!holds) throw new Fault("inclusion", "wrong", { root: toBase64(root) });
  say("inclusion", "right", { count: number(proof.length), root: toBase64(root) });
}

/** The checkpoint changes, a browser must not answer from what it kept; tiles never do, but what is checked is the log. */
async function get(part: HTMLElement, path: string, step: Step): Promise<Uint8Array> {
  const answer = await fetch(`${part.dataset["log"] ?? ""}${path}`, { cache: "no-store" });
  if (!answer.ok) throw new Fault(step, "missing", { address: path });
  return new Uint8Array(await answer.arrayBuffer());
}

/** Each item carries its sentences, with the places of the values in brackets. */
function show(item: HTMLElement, outcome: string, values: Values): void {
  const sentence =
    item.dataset[`say${outcome.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`];
  const place = item.querySelector<HTMLElement>("[data-say]") ?? item;
  place.textContent = (sentence ?? "").replaceAll(/\[([a-z]+)\]/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
  const good = outcome === "right" || outcome === "none";
  item.dataset["outcome"] = outcome === "open" ? "open" : good ? "right" : "wrong";
}

function number(value: number): string {
  return new Intl.NumberFormat(document.documentElement.lang).format(value);
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
