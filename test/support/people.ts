// People of a test scheme and what they are told: two officers of one authority, and why a command refuses.
import { Problem } from "#platform/http/problem.ts";
import type { Actor } from "#platform/work/context.ts";
import { addOrganisationKey, inTransaction } from "#modules/record/index.ts";
import type { TestScheme } from "./scheme.ts";

export const administrator: Partial<Actor> = {
  id: "00000000-0000-7000-8000-0000000000aa",
  name: "Ada Administrator",
  organisation: "SL-KPA",
  roles: ["authority-administrator"],
};
export const officer: Partial<Actor> = { ...administrator, roles: ["issuing-officer"] };

/** What every invitation to Sierra Leone's authority says, but for the name and the roles. */
export const someone = { email: null, locale: "en", organisation: "SL-KPA", companyName: null };

/** From now on this organisation's key, made here, may sign. */
export async function designate(scheme: TestScheme, code: string): Promise<void> {
  const signer = await scheme.keyring.makeSigner(code);
  await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, code, signer));
}

/** The code of the field that is wrong, or of the problem; "allowed" where there is none. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return error.fields[0]?.code ?? error.code;
    throw error;
  }
  return "allowed";
}
