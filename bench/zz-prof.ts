import { startBenchPostgres, openBenchScheme } from "/work/main/bench/support/scheme.ts";
import { issueAndValidate } from "/work/main/bench/certificates/issue.ts";
import { Session } from "node:inspector/promises";
import { writeFileSync, readdirSync, readFileSync } from "node:fs";
const pgs = await startBenchPostgres();
try {
const t0=performance.now();
const s = await openBenchScheme(pgs, "bench_ours");
console.log("open", performance.now()-t0|0);
await issueAndValidate(s, 50);
const stop = process.env.NOSEQ ? async()=>{} : await s.sequence();
const session = new Session(); session.connect();
await session.post("Profiler.enable"); await session.post("Profiler.setSamplingInterval",{interval:500}); await session.post("Profiler.start");
const c0=process.cpuUsage(); const pg0=pgcpu();
const t1=performance.now();
console.log("rate", await issueAndValidate(s, Number(process.env.N ?? 100)));
const c1=process.cpuUsage(c0);
console.log("wall",performance.now()-t1|0,"node cpu ms", (c1.user+c1.system)/1000|0, "pg cpu ms", pgcpu()-pg0, "loadavg", readFileSync("/proc/loadavg","utf8").trim());
const { profile } = await session.post("Profiler.stop");
writeFileSync("/tmp/issue.cpuprofile", JSON.stringify(profile));
const self = new Map<string, number>();
const byId = new Map(profile.nodes.map(n=>[n.id,n]));
const dt = profile.timeDeltas!; 
profile.samples!.forEach((id,i)=>{ const n=byId.get(id)!; const k=`${n.callFrame.functionName||"(anon)"} ${n.callFrame.url.replace(/.*\/(node_modules|src)\//,"")}:${n.callFrame.lineNumber}`; self.set(k,(self.get(k)??0)+dt[i]!/1000);});
for (const [k,v] of [...self].sort((a,b)=>b[1]-a[1]).slice(0,35)) console.log(v.toFixed(0).padStart(6), k);
await stop();
await s.close();
} finally { await pgs.stop(); }
function pgcpu(){ let total=0; for (const p of readdirSync("/proc")) if (/^\d+$/.test(p)) try { const st=readFileSync(`/proc/${p}/stat`,"utf8"); if (st.includes("(postgres)")) { const f=st.slice(st.lastIndexOf(")")+2).split(" "); total += (Number(f[11])+Number(f[12]))*10; } } catch {} return total; }
