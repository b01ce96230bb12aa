// (e) What a first view of a page costs whoever opens it: compressed bytes of the page and of everything it names, and how
// many requests that takes. The peer of each row is the budget; a ratio of 1 or more is within it.
import { brotliCompressSync, constants } from "node:zlib";
import { firstVisitBytes, loadProgram } from "../../src/apps/verifier/bundle.ts";
import { showNote } from "../support/rows.ts";
import type { RunningProgram } from "./look-up.ts";

interface Budget {
  readonly path: string;
  readonly kilobytes: number;
  /** Organisation and role in the demonstration, where one must be signed in. */
  readonly as?: readonly [organisation: string, role: string];
}

const budgets: readonly Budget[] = [
  { path: "/", kilobytes: 150 },
  { path: "/verify", kilobytes: 60 },
  { path: "/participants", kilobytes: 100 },
  { path: "/queue", kilobytes: 250, as: ["SL-KPA", "issuing-officer"] },
];
/** Before its large reader of codes (zxing) is fetched. */
const verifierBudget = 90_000;
const mostRequests = 12;

export async function measureWeights({ base }: RunningProgram): Promise<void> {
  showNote("");
  showNote(
    `${"(e) first view, brotli".padEnd(26)} ${"kB".padStart(8)} ${"budget".padStart(8)} ${"requests".padStart(9)} (≤ ${mostRequests})`,
  );
  for (const { path, kilobytes, as } of budgets) {
    const cookie = as === undefined ? undefined : await enterAs(base, ...as);
    const view = await firstView(base, path, cookie);
    if (typeof view === "number") {
      showNote(`${path.padEnd(26)} answers ${view}: MISSED`);
      continue;
    }
    const { bytes, requests } = view;
    const met = bytes <= kilobytes * 1_000 && requests <= mostRequests;
    showNote(
      `${path.padEnd(26)} ${(bytes / 1_000).toFixed(1).padStart(8)} ${String(kilobytes).padStart(8)} ${String(requests).padStart(9)} ${met ? "met" : "MISSED"}`,
    );
  }
  await measureVerifier();
}

async function measureVerifier(): Promise<void> {
  const bytes = firstVisitBytes(await loadProgram(), "en");
  showNote(
    `${"/verifier/ (gzip)".padEnd(26)} ${(bytes / 1_000).toFixed(1).padStart(8)} ${String(verifierBudget / 1_000).padStart(8)} ${"".padStart(9)} ${bytes <= verifierBudget ? "met" : "MISSED"}`,
  );
}

/** The status instead, where the page is not shown. */
async function firstView(
  base: string,
  path: string,
  cookie: string | undefined,
): Promise<{ bytes: number; requests: number } | number> {
  const page = await fetchWhole(base, path, cookie);
  if (page.status !== 200) return page.status;
  const named = new Set(namedBy(page.text));
  let { bytes } = page;
  const styles: string[] = [];
  for (const resource of named) {
    const { text, type, bytes: more } = await fetchWhole(base, resource, cookie);
    bytes += more;
    if (type.startsWith("text/css")) styles.push(text);
  }
  // Fonts and images of a style sheet, and what a script imports at once, count as well.
  for (const resource of styles.flatMap((text) =>
    [...text.matchAll(/url\(["']?(\/[^"')]+)/g)].map(([, address]) => address ?? ""),
  )) {
    if (named.has(resource)) continue;
    named.add(resource);
    bytes += (await fetchWhole(base, resource, cookie)).bytes;
  }
  return { bytes, requests: named.size + 1 };
}

/** Style sheets, scripts, images, icons and the manifest; a link to another page is not part of this one. */
function namedBy(html: string): readonly string[] {
  const links = [...html.matchAll(/<link\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /rel="?(stylesheet|icon|manifest|modulepreload|preload)/.test(tag));
  const sources = [...html.matchAll(/<(?:script|img|source|video)\b[^>]*>/g)].map(([tag]) => tag);
  return [...links, ...sources].flatMap((tag) => {
    const address = /\b(?:href|src)="?(\/[^"\s>]+)/.exec(tag)?.[1];
    return address === undefined ? [] : [address.replaceAll("&amp;", "&")];
  });
}

async function fetchWhole(
  base: string,
  path: string,
  cookie: string | undefined,
): Promise<{ status: number; type: string; text: string; bytes: number }> {
  const headers: Record<string, string> = {
    "accept-encoding": "identity",
    ...(cookie === undefined ? {} : { cookie }),
  };
  const response = await fetch(base + path, { headers });
  const body = Buffer.from(await response.arrayBuffer());
  const packed = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  // Fonts and pictures are packed already.
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    text: body.toString(),
    bytes: Math.min(body.length, packed.length),
  };
}

async function enterAs(base: string, organisation: string, role: string): Promise<string> {
  const page = await (await fetch(`${base}/enter?search=${organisation}`)).text();
  const form = page
    .split("<form")
    .find((part) => part.includes(`value="${organisation}"`) && part.includes(`value="${role}`));
  const action = /\baction="([^"]+)"/.exec(form ?? "")?.[1] ?? "/enter";
  const [, name = "", value = ""] =
    new RegExp(`<button[^>]*name="([^"]+)"[^>]*value="(${role}[^"]*)"`).exec(form ?? "") ?? [];
  const hidden = [...(form ?? "").matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map(
    ([, key = "", text = ""]) => [key, text] as [string, string],
  );
  const body = new URLSearchParams([...hidden, [name, value]]);
  const answer = await fetch(base + action, { method: "POST", body, redirect: "manual" });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (cookie === undefined)
    throw new Error(`nobody is let in as ${role} of ${organisation} (${answer.status})`);
  return cookie;
}
