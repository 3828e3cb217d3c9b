import { pathToFileURL } from "node:url";

/** Prints the chains of several programs, as one JSON array. What a program holds of a link is printed as it is. */
const programs = await Promise.all(process.argv.slice(2).map((path) => import(pathToFileURL(path).href)));

console.log(JSON.stringify(programs.map(({ chains }) => [...chains])));
