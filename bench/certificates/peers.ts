// (c) Issuing and verifying one certificate beside the tools that others use for signed trade documents: TrustVC's
// ecdsa-sd-2023 and SD-JWT VC. They sign and check signatures only; ours also applies the rules, the dates, the statuses,
// the trust list and the register. Their packages are installed apart, and only when asked for (--peers).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkContent } from "#core/certificate/rules.ts";
import { finishQr, prepareQr, readQrText } from "#core/certificate/qr-text.ts";
import { verify } from "#core/certificate/verify.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { findDeskSigner, currentTrustList, nationalRule, schemeFacts } from "#modules/scheme/index.ts";
import { issue, validate } from "#modules/certificates/index.ts";
import { perSecond, showNote, showRow } from "../support/rows.ts";
import { actors, openBenchScheme, sampleGoods, sampleSeals } from "../support/scheme.ts";
import type { BenchPostgres } from "../support/scheme.ts";

const folder = fileURLToPath(new URL("../peers/", import.meta.url));

interface Figures {
  readonly issue: number;
  readonly verify: number;
}

export async function measurePeers(postgres: BenchPostgres, wanted: boolean): Promise<void> {
  if (!wanted)
    return showNote(
      "(c) beside TrustVC and SD-JWT: left out; run with --peers (installs 325 MB into bench/peers).",
    );
  if (!existsSync(`${folder}node_modules/@trustvc/trustvc`)) {
    const { status, stderr } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
      cwd: folder,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (status !== 0)
      return showNote(
        `(c) left out: the peers could not be installed: ${stderr.trim().split("\n").at(-1) ?? ""}`,
      );
  }
  const { document, figures } = await measureOurs(postgres);
  const run = spawnSync(process.execPath, ["measure.cjs"], {
    cwd: folder,
    input: JSON.stringify(document),
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`the peers could not be measured: ${run.stderr.slice(-500)}`);
  const peers = JSON.parse(run.stdout.slice(run.stdout.lastIndexOf('{"trustvc"'))) as {
    trustvc: Figures;
    sdJwt: Figures;
  };
  for (const [name, peer, target] of [
    ["TrustVC ecdsa-sd-2023", peers.trustvc, 10],
    ["SD-JWT VC", peers.sdJwt, 2],
  ] as const) {
    showRow({
      what: `(c) issue: rules and seal / sign, ${name}`,
      ours: figures.issue,
      peer: peer.issue,
      unit: "/s",
      target,
    });
    showRow({
      what: `(c) verify: whole check / verify, ${name}`,
      ours: figures.verify,
      peer: peer.verify,
      unit: "/s",
      target,
    });
  }
}

async function measureOurs(postgres: BenchPostgres): Promise<{ document: unknown; figures: Figures }> {
  const scheme = await openBenchScheme(postgres, "bench_peers");
  try {
    const [office = ""] = scheme.offices;
    const ctx = scheme.ctx(actors.issuer);
    const { id } = await issue(ctx, { office, goods: sampleGoods(1) });
    const { qrText } = await validate(scheme.ctx(actors.validator), {
      certificate: id,
      containers: sampleSeals(1),
    });
    const reading = readQrText(qrText);
    if (!reading.ok) throw new Error("our own code cannot be read");
    const { claims } = reading;
    const facts = await schemeFacts(ctx);
    const { list } = await currentTrustList(ctx);
    const desk = await findDeskSigner(ctx, office);
    const signer = desk?.signer;
    if (signer === undefined) throw new Error("the desk has no key");
    const { validatedAt, expiresAt, seals, ...content } = claims;
    const now = new Date(Date.now()).toISOString();
    const today = now.slice(0, 10);
    const full = {
      ...content,
      ...goodsParties,
      containers: seals.map((seal) => ({ seal })),
      validatedOn: today,
    };
    const context = {
      today,
      stage: "validation" as const,
      rule: await nationalRule(ctx, "EU", today),
      statuses: facts.statuses,
      recognitions: facts.recognitions,
      formats: facts.formats,
      blocks: facts.blocks.filter(({ participant }) => participant === "EU"),
      office,
    };
    const seal = async (): Promise<void> => {
      const problems = checkContent(full, context);
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      const prepared = prepareQr(full, { validatedAt, expiresAt }, signer.keyId);
      finishQr(prepared, await signer.sign(prepared.toBeSigned));
    };
    const check = (): void => {
      const { answer } = verify({
        evidence: { qrText },
        trust: list,
        register: { kind: "unavailable" },
        now,
        verifyEs256,
      });
      if (answer.state !== "offline") throw new Error(`the check says ${answer.state}: ${answer.check}`);
    };
    const document = {
      ...sampleGoods(1),
      participant: full.participant,
      number: full.number,
      authority: full.authority,
      issuedOn: full.issuedOn,
      expiresOn: full.expiresOn,
      containers: sampleSeals(1),
    };
    return {
      document,
      figures: { issue: await perSecond(3_000, seal), verify: await perSecond(3_000, check) },
    };
  } finally {
    await scheme.close();
  }
}

const { exporter, importer } = sampleGoods(1);
const goodsParties = { exporter, importer };
