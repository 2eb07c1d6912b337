"""umap-learn's layouts of the vectors that pictures-beside-umap-learn.ts wrote: python umap_learn_layouts.py FOLDER"""

import json
import sys
from pathlib import Path

import numpy
from umap import UMAP

for path in sorted(Path(sys.argv[1]).glob("*.vectors.json")):
    points = numpy.array(json.loads(path.read_text()), dtype=numpy.float32)
    layout = UMAP(random_state=7).fit_transform(points)
    target = path.with_name(path.name.replace(".vectors.json", ".umap-learn.json"))
    target.write_text(json.dumps(layout.tolist()))
    print(target)
