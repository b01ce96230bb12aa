// Takes in positions that a delegate signed with the own key, from anywhere and by anybody's hand: the signature is the
// credential. Forged, revoked, older or repeated ones are refused; what was signed is kept as it came, for whoever checks.
import { fromBase64 } from "#core/encoding/bytes.ts";
import { claimedKey, readPositions } from "#core/decisions/signed/position.ts";
import type { SignedPosition, SignedPositions } from "#core/decisions/signed/position.ts";
import { insertDocument } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { seatsNow } from "../../seats/queries.ts";
import { covers, isValid } from "../../seats/queries.ts";
import { delegatesWithKey } from "../../seats/store.ts";
import type { DelegateRow } from "../../seats/store.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { readInput, refuseFields } from "#platform/http/inputs.ts";
import { aboutOf, actOnItem, refusal } from "../act.ts";
import type { Done, Opened } from "../act.ts";
import { OnePosition, SignedPositionInput } from "../inputs.ts";
import { z } from "@hono/zod-openapi";
import { payloadsOf } from "./record-positions.ts";

/** The delegate's clock may be ahead of ours by so much. */
const clockLeewayMillis = 5 * 60_000;

export async function recordSignedPositions(ctx: Ctx, input: SignedPositionInput): Promise<Done> {
  const { signed } = readInput(SignedPositionInput, input);
  const bytes = fromBase64(signed);
  const keyId = claimedKey(bytes);
  if (keyId === undefined)
    throw new Problem("bad-input", {}, { fields: [{ field: "signed", code: "item-signed-unreadable" }] });
  const known = await delegatesWithKey({ db: ctx.database.kysely }, keyId);
  if (known.length === 0) throw refusal("delegate-unknown");
  const { delegates, document } = provenBy(known, bytes);
  const seat = (await seatsNow(ctx)).find(({ code }) => code === document.seat);
  const own = delegates.filter(
    (row) => row.seat === document.seat && row.organisation === seat?.organisation,
  );
  const [first] = own;
  if (first === undefined || seat === undefined) throw refusal("delegate-unknown");
  const actor = {
    kind: "person" as const,
    id: first.person,
    name: first.name,
    organisation: first.organisation,
    roles: ["delegate"],
  };
  const positions = readInput(z.array(OnePosition).min(1).max(200), document.positions.map(plainOf));
  const digest = sha256(bytes);
  return actOnItem({ ...ctx, actor }, document.item, async (opened, tx) => {
    const valid = own.findLast((row) => isValid(row, tx.now) && covers(row, aboutOf(opened)));
    refuseOutOfTime(opened, document, tx.now);
    await insertDocument(tx, { digest, mediaType: "application/cose", content: bytes });
    return {
      by: {
        seat: document.seat,
        delegate: (valid ?? first).id,
        credential: valid === undefined ? "REVOKED" : "VALID",
      },
      payloads: payloadsOf(positions, document.minister),
      signed: digest,
    };
  });
}

function provenBy(
  known: readonly DelegateRow[],
  bytes: Uint8Array,
): { readonly delegates: readonly DelegateRow[]; readonly document: SignedPositions } {
  // A key id is a hint: two keys may share it, so each is tried.
  const readings = known.map((row) => ({
    row,
    reading: readPositions(bytes, row.publicKey ?? new Uint8Array(), verifyEs256),
  }));
  const delegates = readings.filter(({ reading }) => reading.ok).map(({ row }) => row);
  const good = readings.find(({ reading }) => reading.ok)?.reading;
  if (good === undefined || !good.ok) throw refusal("signature-forged");
  return { delegates, document: good.document };
}

/** For the call that is open, signed in it, and later than whatever the seat recorded in it before. */
function refuseOutOfTime({ state }: Opened, document: SignedPositions, now: string): void {
  const call = state.calls.at(-1);
  if (call === undefined || state.stage !== "CALL" || call.number !== document.call)
    throw refusal("call-not-open");
  const last = call.history.findLast(({ seat }) => seat === document.seat)?.at;
  refuseFields(
    Date.parse(document.at) > Date.parse(now) + clockLeewayMillis && {
      field: "at",
      code: "item-signed-ahead",
    },
    Date.parse(document.at) < Math.floor(Date.parse(call.opensAt) / 1000) * 1000 && {
      field: "at",
      code: "item-signed-before-call",
    },
  );
  // Whoever kept an older one cannot put it in the place of what was said since.
  refuseUnless(last === undefined || document.at > last, "already-done");
}

function plainOf({ ground, explanation, cureText, cureCondition, on, ...rest }: SignedPosition): unknown {
  const cure =
    cureText !== undefined
      ? { text: cureText }
      : cureCondition !== undefined
        ? { condition: cureCondition }
        : null;
  const objects = ground !== undefined || explanation !== undefined || cure !== null;
  return {
    ...rest,
    on: on ?? "ALL",
    ...(objects ? { objection: { ground: ground ?? null, explanation: explanation ?? "", cure } } : {}),
  };
}
