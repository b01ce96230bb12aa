// A certificate mapped for those who know the vocabulary of the United Nations Transparency Protocol; it points to the
// signed file, which is sealed for it where there was none yet.
import { toConformityCredential } from "#core/certificate/file/untp.ts";
import { Problem } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import type { Ctx } from "#modules/record/index.ts";
import { getAuthority } from "#modules/scheme/index.ts";
import { sealFile } from "../commands/seal-file.ts";
import { contentFromJson } from "../content.ts";
import * as store from "../store.ts";

export async function mapToUntp(ctx: Ctx, certificateId: string, baseUrl: string): Promise<object> {
  const { text } = await sealFile(ctx, certificateId);
  const publicId = Buffer.from(certificateId, "hex");
  const row = await store.findCertificate({ db: ctx.database.kysely }, publicId);
  if (row === undefined || row.validated_at === null) throw new Problem("not-found");
  const { names } = await getAuthority(ctx, row.authority);
  return toConformityCredential(
    contentFromJson(row.content, publicId),
    { validatedAt: row.validated_at, expiresAt: row.expires_at },
    {
      authorityName: names["en"] ?? row.authority,
      file: {
        address: new URL(`/api/certificates/${certificateId}/file`, baseUrl).href,
        sha256: sha256(Buffer.from(text)),
      },
    },
  );
}
