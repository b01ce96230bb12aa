import { Session } from "node:inspector/promises";
export async function profile(N: number, f: () => Promise<void>) {
  const session = new Session(); session.connect();
  await session.post("Profiler.enable"); await session.post("Profiler.setSamplingInterval",{interval:200}); await session.post("Profiler.start");
  await f();
  const { profile } = await session.post("Profiler.stop");
  const byId = new Map(profile.nodes.map(n=>[n.id,n]));
  const self = new Map<number, number>();
  profile.samples!.forEach((id,k)=> self.set(id,(self.get(id)??0)+profile.timeDeltas![k]!/N));
  const incl = new Map<string, number>(), selfF = new Map<string, number>();
  const name = (n: any) => `${n.callFrame.functionName||"(anon)"} ${n.callFrame.url.replace(/.*\/(node_modules|src)\//,"")}:${n.callFrame.lineNumber}`;
  const walk = (id: number, stack: Set<string>): number => { const n = byId.get(id)!; const k = name(n); const mine = !stack.has(k); if (mine) stack.add(k); let t = self.get(id) ?? 0; selfF.set(k,(selfF.get(k)??0)+t); for (const c of n.children ?? []) t += walk(c, stack); if (mine) { stack.delete(k); incl.set(k,(incl.get(k)??0)+t);} return t; };
  walk(profile.nodes[0]!.id, new Set());
  console.log("INCLUSIVE us/each"); for (const [k,v] of [...incl].sort((a,b)=>b[1]-a[1]).slice(0,48)) console.log(v.toFixed(1).padStart(8), k);
  console.log("SELF us/each"); for (const [k,v] of [...selfF].sort((a,b)=>b[1]-a[1]).slice(0,28)) console.log(v.toFixed(1).padStart(8), k);
}
