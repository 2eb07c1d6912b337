import { readPoints } from "./benchmarks/data/point-sets";
import { LloydRun } from "./src/clustering/partition/lloyd-run";
import { weightedRows } from "./src/clustering/partition/weighted-rows";
import { distinctPoints } from "./src/clustering/distinct-points";
import { KernelMemory, callKernel } from "./src/kernels";
const cpu=()=>{const {user,system}=process.cpuUsage();return (user+system)/1000};
for (const [f,k] of [["noise200000",20],["blobs200000",20]] as any){
const p=await readPoints(`/tmp/bk/${f}`);
const d=distinctPoints(p,undefined);
const memory=KernelMemory.acquire();
const held=weightedRows(memory,d);
const start=Array.from({length:k},(_,c)=>p.data.slice(c*32,(c+1)*32));
const run=new LloydRun(memory,held,start,{maxIterations:300,tolerance:0});
let line="";
for(let it=0;it<100&&!run.ended;it++){ const c=cpu(); const calls=run.calls(); const ch=calls.map(x=>callKernel(memory.memory,x)); const b=cpu(); run.advance(ch); const e=cpu();
 if(it<12||it%10===0) line+=`${it}: ${(b-c).toFixed(1)}+${(e-b).toFixed(1)} ch ${ch.reduce((a,b)=>a+b,0)}\n`; }
console.log(f+"\n"+line);
// sums only
}
