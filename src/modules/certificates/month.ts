// The certificates of a month, for the reports that count them: as sealed, with the day of a confirmed arrival.
import type { CertificateContent } from "#core/certificate/content.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { contentFromJson } from "./content.ts";
import * as store from "./store.ts";
import type { CertificateRow } from "./store.ts";

export interface CertificateOfMonth {
  readonly content: CertificateContent;
  /** Of a confirmed arrival. */
  readonly receivedOn: string | undefined;
}

export async function certificatesOfMonth(
  source: Ctx | Tx,
  authority: string,
  month: string,
): Promise<{
  readonly exported: readonly CertificateOfMonth[];
  readonly imported: readonly CertificateOfMonth[];
}> {
  const reader = "ctx" in source ? source : { db: source.database.kysely };
  const { exported, imported } = await store.certificatesOfMonth(reader, authority, month);
  return { exported: exported.map(toOne), imported: imported.map(toOne) };
}

function toOne({ content, public_id, confirmation }: CertificateRow): CertificateOfMonth {
  return { content: contentFromJson(content, public_id), receivedOn: confirmation?.receivedOn };
}
