import { build } from "./bundle.mjs";
import { installMissing } from "./install.mjs";

process.exitCode = (await installMissing()) && (await build({ loud: true })) ? 0 : 1;
