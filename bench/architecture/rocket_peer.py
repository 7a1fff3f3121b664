"""sktime's ROCKET on series that it ships: python rocket_peer.py NAME …"""
import sys,time,warnings; warnings.filterwarnings('ignore')
import numpy as np
from sktime.datasets import load_from_tsfile_to_dataframe as load
from sktime.classification.kernel_based import RocketClassifier
from sktime.transformations.panel.padder import PaddingTransformer
import sktime,os
root=os.path.join(os.path.dirname(sktime.__file__),'datasets/data')
for n in sys.argv[1:]:
    x,y=load(f'{root}/{n}/{n}_TRAIN.ts'); xt,yt=load(f'{root}/{n}/{n}_TEST.ts')
    if n=='JapaneseVowels':
        p=PaddingTransformer(pad_length=29); x=p.fit_transform(x); xt=p.transform(xt)
    s=[]
    t=time.time()
    for seed in range(3):
        c=RocketClassifier(num_kernels=10000,random_state=seed); c.fit(x,y); s.append((c.predict(xt)==yt).mean())
    print(n,'rocket',np.mean(s),s,round(time.time()-t,1),flush=True)
