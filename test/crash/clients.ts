// Programs of an authority at work while the server is being killed: each issues certificates and another one validates
// them, through the API, with an idempotency key for every request. What was answered is written down as a promise; what
// was not answered is asked again with the same key, as every caller is told to do.
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

export interface Issued {
  readonly id: string;
  readonly number: string;
}

/** A request, and what the server said to it; undefined while nobody knows. */
export interface Request {
  readonly key: string;
  readonly path: string;
  readonly body: unknown;
  readonly bearer: string;
  answer: Record<string, unknown> | undefined;
  /** How often it was asked before there was an answer. */
  asked: number;
}

export interface Keys {
  readonly issuer: string;
  readonly validator: string;
}

export interface Ledger {
  /** Every request ever made, by its key. */
  readonly requests: Map<string, Request>;
  /** Answers that no caller should ever get: neither an answer nor "not now". */
  readonly wrong: string[];
  /** Requests that were recorded although their first answer was lost. */
  recovered: number;
  /** Answers "internal error" while the database was away: no lie, but a caller deserves "not now". */
  unclear: number;
}

export function emptyLedger(): Ledger {
  return { requests: new Map(), wrong: [], recovered: 0, unclear: 0 };
}

export function acknowledged(ledger: Ledger): readonly Request[] {
  return [...ledger.requests.values()].filter(({ answer }) => answer !== undefined);
}

export interface Load {
  /** No new request is begun; resolves when those in flight are answered or cut off. */
  stop(): Promise<void>;
}

/** `office` per client; several clients may share one, and with it its row of numbers. */
export function startLoad(
  base: string,
  offices: readonly string[],
  keys: Keys,
  ledger: Ledger,
  round: number,
): Load {
  let stopped = false;
  const clients = offices.map(async (office, client) => {
    for (let i = 0; !stopped; i++) {
      const name = `${round}-${client}-${i}`;
      const issued = await ask(
        base,
        ledger,
        request(ledger, `issue-${name}`, "/api/certificates", { office, goods: goods(i) }, keys.issuer),
      );
      if (issued === undefined) return;
      const body = { containers: [{ seal: `CR${round}-${client}-${i}` }] };
      const validated = await ask(
        base,
        ledger,
        request(
          ledger,
          `validate-${name}`,
          `/api/certificates/${String(issued["id"])}/validate`,
          body,
          keys.validator,
        ),
      );
      if (validated === undefined) return;
    }
  });
  return {
    async stop() {
      stopped = true;
      await Promise.all(clients);
    },
  };
}

function request(ledger: Ledger, key: string, path: string, body: unknown, bearer: string): Request {
  const made: Request = { key, path, body, bearer, answer: undefined, asked: 0 };
  ledger.requests.set(key, made);
  return made;
}

/** The answer; undefined when the server is gone or says that it cannot say now. */
export async function ask(
  base: string,
  ledger: Ledger,
  the: Request,
): Promise<Record<string, unknown> | undefined> {
  the.asked++;
  let response: Response;
  let text: string;
  try {
    response = await fetch(base + the.path, {
      method: "POST",
      headers: {
        authorization: `Bearer ${the.bearer}`,
        "content-type": "application/json",
        "idempotency-key": keyOf(the),
      },
      body: JSON.stringify(the.body),
      signal: AbortSignal.timeout(30_000),
    });
    text = await response.text();
  } catch {
    return undefined;
  }
  if (response.status === 503) return undefined;
  if (response.status === 500) {
    ledger.unclear++;
    return undefined;
  }
  if (response.status !== 200 && response.status !== 201) {
    ledger.wrong.push(`${the.key}: ${response.status} ${text.slice(0, 200)}`);
    return undefined;
  }
  const answer = JSON.parse(text) as Record<string, unknown>;
  if (the.answer === undefined && the.asked > 1 && response.headers.get("idempotent-replayed") === "true")
    ledger.recovered++;
  if (the.answer !== undefined && !isDeepStrictEqual(the.answer, answer)) {
    ledger.wrong.push(
      `${the.key}: first answered ${JSON.stringify(the.answer).slice(0, 120)}, then ${text.slice(0, 120)}`,
    );
  }
  the.answer ??= answer;
  return answer;
}

function keyOf({ key }: Request): string {
  return `crash-${createHash("sha256").update(key).digest("hex").slice(0, 24)}`;
}

function goods(i: number): unknown {
  return {
    origin: { kind: "MIXED", listed: ["BW", "ZA"] },
    exporter: { name: "Scheldt Sample Diamonds NV", address: "22 Hoveniersstraat, Antwerp", country: "BE" },
    importer: { name: "Surat Demo Gems Pvt Ltd", address: "7 Mahidharpura Main Road, Surat", country: "IN" },
    parcels: 1,
    lines: [{ code: "7102.31", carats: `${100 + (i % 800)}.25`, usd: "45678.00" }],
  };
}
