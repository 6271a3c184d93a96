// SPDX-License-Identifier: Apache-2.0
//
// validate.mjs FOLDER SCHEMA FILE... -- judge each line of each FILE by SCHEMA
// with the npm package ajv, installed below FOLDER.  Prints for each file
// "FILE LINES" and, if a line does not fit, "FILE:LINE: PATH WHY".
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, schema, ...files] = process.argv.slice(2);
const { default: Ajv } = createRequire(folder + '/package.json')(
  'ajv/dist/2020');

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

for (const file of files) {
  const lines = readFileSync(file, 'utf8').split('\n').filter((l) => l !== '');
  lines.forEach((line, i) => {
    if (!validate(JSON.parse(line))) {
      for (const e of validate.errors.slice(0, 3)) {
        console.log(`${file}:${i + 1}: ${e.instancePath} ${e.message} ` +
          JSON.stringify(e.params));
      }
    }
  });
  console.log(`${file} ${lines.length}`);
}
