// Prints what npos understands of the ESC/POS bytes in a file, as JSON.
const fs = require("fs");
const npos = require("npos");

npos.parser().parse(fs.readFileSync(process.argv[2])).then(
  (ast) => {
    const raster = ast.entries.find((entry) => entry.type === "raster");
    const image = raster.data;
    const rows = [];
    for (let y = 0; y < image.height; y++) {
      let row = "";
      for (let x = 0; x < image.width; x++) row += image.getPixel(x, y) === 0 ? "1" : "0";
      rows.push(row);
    }
    const commands = ast.tree.map((node) => `${node.ascii} ${node.fn}`);
    process.stdout.write(JSON.stringify({ commands, rows, heights: raster.nodes.map((n) => n.height) }));
  },
  (trouble) => {
    process.stderr.write(String(trouble));
    process.exitCode = 1;
  }
);
