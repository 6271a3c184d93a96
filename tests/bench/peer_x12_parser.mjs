// SPDX-License-Identifier: Apache-2.0
//
// peer_x12_parser.mjs FOLDER FILE -- count the segments of FILE with the npm
// package x12-parser, installed below FOLDER, as its README shows: a read
// stream piped into the parser, one data event a segment.  Prints the count
// and the seconds from opening the file to the last event.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, file] = process.argv.slice(2);
const { X12parser } = createRequire(folder + '/package.json')('x12-parser');

const began = performance.now();
const parser = new X12parser();
const fail = (error) => {
  console.error(String(error));
  process.exit(1);
};
let segments = 0;

parser.on('error', fail);
createReadStream(file)
  .on('error', fail)
  .pipe(parser)
  .on('data', () => {
    segments++;
  })
  .on('end', () => {
    console.log(segments, (performance.now() - began) / 1000);
  });
