import { writePoints, readPoints } from "./benchmarks/data/point-sets";
import { kmeans } from "./src";
import { distinctPoints } from "./src/clustering/distinct-points";
import { mkdirSync, existsSync } from "node:fs";
const cpu=()=>{const {user,system}=process.cpuUsage();return (user+system)/1000};
for (const [kind,n,d,k] of [["blobs",4000,64,13],["noise",4000,64,40],["blobs",200000,32,20],["noise",200000,32,20]] as any) {
  const f=`/tmp/bk/${kind}${n}`; if(!existsSync(f)){mkdirSync(f,{recursive:true}); await writePoints({kind,n,d},f);}
  const p=await readPoints(f);
  let c=cpu(); distinctPoints(p,undefined); const dp=cpu()-c;
  const start={data:p.data.slice(0,k*d),rows:k,cols:d};
  for(let q=0;q<(n>1e5?1:3);q++){
  c=cpu(); const r=await kmeans(p,{k,initialCenters:start,workers:1}); const given=cpu()-c;
  c=cpu(); const r2=await kmeans(p,{k,restarts:1,workers:1}); const drawn=cpu()-c;
  c=cpu(); const r3=await kmeans(p,{k,restarts:1,maxIterations:1,workers:1}); const one=cpu()-c;
  console.log(kind,n,"distinct",Math.round(dp),"given",Math.round(given),r.iterations,"drawn",Math.round(drawn),r2.iterations,"1 iteration",Math.round(one));}
}
