import { profile } from "./zz-lib.ts";
import { startBenchPostgres, openBenchScheme, actors, sampleGoods } from "./support/scheme.ts";
import { issueAll } from "#modules/certificates/index.ts";
const pgs = await startBenchPostgres();
try {
  const s = await openBenchScheme(pgs, "q");
  const inputs = (c: number) => Array.from({ length: c }, (_, i) => ({ office: s.offices[0]!, goods: sampleGoods(i) }));
  await issueAll(s.ctx(actors.issuer), inputs(1000));
  await profile(5000, async () => { for (let k=0;k<5;k++) await issueAll(s.ctx(actors.issuer), inputs(1000)); });
  await s.close();
} finally { await pgs.stop(); }
