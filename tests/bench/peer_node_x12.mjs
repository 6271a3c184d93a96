// SPDX-License-Identifier: Apache-2.0
//
// peer_node_x12.mjs FOLDER FILE -- count the segments of FILE with the npm
// package node-x12, installed below FOLDER, as its README shows: the text of
// the file parsed into an interchange, strictly.  Prints the count and the
// seconds from opening the file to the finished object.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, file] = process.argv.slice(2);
const { X12Parser } = createRequire(folder + '/package.json')('node-x12');

const began = performance.now();
const parser = new X12Parser(true);
const interchange = parser.parse(readFileSync(file, 'utf8'));
const seconds = (performance.now() - began) / 1000;

// The envelopes stand beside what they enclose: ISA, IEA; GS, GE; ST, SE.
let segments = 2;
for (const group of interchange.functionalGroups) {
  segments += 2;
  for (const transaction of group.transactions) {
    segments += 2 + transaction.segments.length;
  }
}
console.log(segments, seconds);
