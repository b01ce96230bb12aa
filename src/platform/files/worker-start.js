// A thread begins with plain JavaScript, which loads its sources as the program's own start does.
import { load } from "../../../bin/program.js";

await load("file-worker");
