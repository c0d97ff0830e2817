// Opens the embedded server of the home given, says where it is, and holds it until its standard input ends.
const { startEmbedded } = require('../../dist/database/embedded.js');
startEmbedded(process.argv[2]).then((server) => {
  process.stdout.write(`${JSON.stringify({ url: server.url, folder: server.folder })}\n`);
  process.stdin.resume().on('end', () => server.close().then(() => process.exit(0)));
});
