// Which return an address names, and for whom: that of the asker's own Participant.
import type { Context } from "hono";
import type { Web } from "#platform/http/web.ts";
import { filingParticipant, readKey } from "../queries.ts";
import type { ReturnKey } from "../queries.ts";

export async function askedKey(c: Context<Web>): Promise<ReturnKey> {
  const { type, period } = readKey(c.req.param("type") ?? "", c.req.param("period") ?? "");
  return { participant: await filingParticipant(c.get("ctx")), type, period };
}
