import fc from 'fast-check';
import { fromMarkdown } from '../../src/text/from-markdown.ts';
import { toMarkdown } from '../../src/text/to-markdown.ts';
import { lessonText } from '../../src/text/blocks.ts';
const seed = Number(process.argv[2] ?? 1), runs = Number(process.argv[3] ?? 20000);
const bit = fc.constantFrom('a','b','word','Ünï','日本','🎉','1','2.','-','+','*','**','_','__','`','``','```','~~','~','[',']','(',')','![','](','<','>','</','/>','&amp;','&nbsp;','&','#','##','\\','\\\\','|','||','$','$$','!','"',"'",':','://','http://a.b','www.a.b','x@y.z','mailto:x','{','{: #id}','{#id}','}','=','===','---','***','___','[^1]','[^1]: ','[x] ','[ ] ','> ','>','- ','1. ','3) ','    ','  ','   ','\t','\n','\n\n','\n\n','\n','\n  ','\n    ','\n- ','\n> ','\n1. ','\n\n  ','\n\n   ','|a|b|\n|-|:-:|\n|c|d|\n','[l](u)','![i](s "t")','<b>','</b>','<i>','</i>','<a href="x">','</a>','<span id="q">','</span>','<code>','</code>','<kbd>','</kbd>','<p>','</p>','<div>','</div>','<div class="note">','<details>','<summary>','</summary>','</details>','<ul>','<li>','</li>','</ul>','<ol start=4>','</ol>','<table><tr><td>','</td></tr></table>','<br>','<img src=x>','<img src="y" width=3>','<hr>','<h2>','</h2>','<pre>','</pre>','<blockquote>','</blockquote>','<script>','</script>','<!--','-->','<dl><dt>','</dt></dl>','<abbr title="q">','</abbr>','<u>','</u>','<foo>','</foo>','<iframe src="http://e.f"></iframe>','<figure><img src=z><figcaption>','</figcaption></figure>','<input type=checkbox>','> [!NOTE]\n','> [!TIP] t\n','\n***\n','\n~~~js\n','\n~~~\n','\u00a0','\u2003','\u0001','\u2028','\ufeff');
const doc = fc.array(bit, {minLength:1,maxLength:14}).map(a=>a.join(''));
let fails=0;
try { fc.assert(fc.property(doc, (d)=>{
  const a=fromMarkdown(d).text; lessonText.parse(a);
  const m=toMarkdown(a); const b=fromMarkdown(m).text;
  if(JSON.stringify(a)!==JSON.stringify(b)) throw (globalThis.last=('\nDOC '+JSON.stringify(d)+'\nMD  '+JSON.stringify(m)+'\nA '+JSON.stringify(a)+'\nB '+JSON.stringify(b)));
}), {seed, numRuns: runs}); } catch (e) { console.log(globalThis.last ?? e); process.exit(1) }
console.log('ok');
