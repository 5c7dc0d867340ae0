/** The picture of the home page: people at a table under the roof of a school yard. Drawn for Préau, in the colours of the tokens. */
import { html, svg } from 'lit-html';

/** @param {number} x @param {number} y @param {string} colour @param {number} [size] someone who sits or stands */
const person = (x, y, colour, size = 1) => svg`<g class="family-${colour}" transform="translate(${x} ${y}) scale(${size})">
  <path class="yard-body" d="M-17 46c0-24 6-36 17-36s17 12 17 36z"></path><circle class="yard-head" cx="0" cy="-2" r="11"></circle></g>`;

/** @param {number} x @param {number} y @param {string} colour @param {number} turn a card on the wall */
const card = (x, y, colour, turn) => svg`<rect class="yard-card kind-${colour}" x=${x} y=${y} width="34" height="24" rx="4" transform="rotate(${turn} ${x + 17} ${y + 12})"></rect>`;

export const yard = () => html`<svg class="yard" viewBox="0 0 640 400" aria-hidden="true" preserveAspectRatio="xMidYMax meet">
  <circle class="yard-sun" cx="548" cy="74" r="34"></circle>
  <path class="yard-hill" d="M24 340c20-60 120-96 236-72s190 20 260-8 86 40 96 80z"></path>
  <path class="yard-ground" d="M30 330h580a28 28 0 0 1 28 28v6a28 28 0 0 1-28 28H30a28 28 0 0 1-28-28v-6a28 28 0 0 1 28-28z"></path>
  <g class="yard-tree"><path class="yard-trunk" d="M560 336c4-40 2-66-4-96h18c-2 34 0 60 6 96z"></path>
    <circle cx="566" cy="196" r="52"></circle><circle cx="528" cy="226" r="32"></circle><circle cx="604" cy="224" r="34"></circle></g>
  <path class="yard-wall" d="M104 168h368v166H104z"></path>
  <path class="yard-board" d="M170 190h236v84H170z"></path>
  <path class="yard-thread" d="M207 214 288 206 268 250 356 244 370 212M288 206l82 6"></path>
  ${card(190, 202, 'terracotta', -5)}${card(271, 195, 'sky', 4)}${card(251, 240, 'ochre', -3)}${card(338, 234, 'leaf', 5)}${card(353, 199, 'violet', -4)}
  <path class="yard-roof" d="M52 168 148 62h280l96 106z"></path>
  <path class="yard-tiles" d="M127 85h322M104 111h368M80 138h416M170 62l-20 106M226 62l-10 106M288 62v106M350 62l10 106M406 62l20 106"></path>
  <path class="yard-eave" d="M44 164h488v12H44z"></path>
  <path class="yard-post" d="M76 176h14v158H76zM486 176h14v158h-14z"></path>
  <path class="yard-brace" d="M90 214 122 176M486 214l-32-38"></path>
  ${person(150, 272, 'blue')}${person(428, 270, 'pink')}
  ${person(214, 288, 'yellow')}${person(288, 290, 'violet')}${person(360, 288, 'green')}
  <path class="yard-table" d="M166 332h244l8 12H158z"></path><path class="yard-leg" d="M184 344h8v34h-8zM384 344h8v34h-8z"></path>
  <g class="yard-papers"><path d="M210 326h26l-4 8h-26zM276 326h28l-2 8h-28zM340 326h26l4 8h-26z"></path></g>
  ${person(96, 322, 'orange', 1.05)}${person(474, 320, 'slate', 1.05)}
</svg>`;
