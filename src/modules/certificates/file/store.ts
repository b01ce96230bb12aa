// The table certificate_file: a projection of the acts that sealed files.
import { sql } from "kysely";
import { fromHex } from "#core/encoding/bytes.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { FileSealedFacts, FileSealedPublic } from "../facts.ts";
import type { Reader } from "../store.ts";

export async function projectFileSealed(
  tx: Projection,
  acts: readonly ProjectedAct<FileSealedPublic, FileSealedFacts>[],
): Promise<void> {
  for (const act of acts) {
    const publicId = fromHex(act.subject.slice(act.subject.indexOf(":") + 1));
    await sql`
      with sealed as (
        insert into certificate_file (public_id, file, signer, sealed_at)
        values (${publicId}, ${act.private.file}, ${act.public.signer}, ${act.at})
      )
      update certificate set head = ${act.leafHash} where public_id = ${publicId}`.execute(tx.db);
  }
}

export async function findFile(reader: Reader, publicId: Uint8Array): Promise<string | undefined> {
  const { rows } = await sql<{
    file: string;
  }>`select file from certificate_file where public_id = ${publicId}`.execute(reader.db);
  return rows[0]?.file;
}
