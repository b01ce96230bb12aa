import { measureIssue } from "./zz-issue.ts";
import * as s from "./support/scheme.ts";
const pgs = await s.startBenchPostgres();
try { await measureIssue(pgs, 150); } finally { await pgs.stop(); }
