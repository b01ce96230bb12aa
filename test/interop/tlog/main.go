// An unrelated reader of our log: the Go project's own sumdb/tlog and sumdb/note (golang.org/x/mod), over the files that a
// log publishes. Reads one JSON request on standard input and answers with one JSON object; the test compares.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type request struct {
	Folder string // holds checkpoint, tile/...
	Key    string // verifier key of the log
	// Proofs of ours, to be checked here.
	Inclusion   []inclusion
	Consistency []consistency
	// Questions that are answered with proofs of theirs, to be checked there.
	Prove []int64
	From  []int64
}

type inclusion struct {
	Index  int64
	Leaf   string
	Hashes []string
}

type consistency struct {
	Size   int64
	Root   string
	Hashes []string
}

type answer struct {
	Origin      string
	Size        int64
	Root        string // computed from the tiles
	Signed      string // as the checkpoint says
	Entries     int64  // whose hashes are those of the tiles
	Inclusion   []bool
	Consistency []bool
	Proofs      [][]string
	FromProofs  [][]string
}

func main() {
	var asked request
	must(json.NewDecoder(os.Stdin).Decode(&asked))
	head, err := os.ReadFile(filepath.Join(asked.Folder, "checkpoint"))
	must(err)
	verifier, err := note.NewVerifier(asked.Key)
	must(err)
	opened, err := note.Open(head, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	signed, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	var root tlog.Hash
	copy(root[:], signed)
	tree := tlog.Tree{N: size, Hash: root}

	// The reader checks every tile that it is given against the signed root.
	hashes := tlog.TileHashReader(tree, files{asked.Folder})
	computed, err := tlog.TreeHash(size, hashes)
	must(err)
	out := answer{Origin: lines[0], Size: size, Root: text(computed), Signed: text(root)}
	out.Entries = entries(asked.Folder, size, hashes)

	for _, one := range asked.Inclusion {
		out.Inclusion = append(out.Inclusion,
			tlog.CheckRecord(parse(one.Hashes), size, root, one.Index, parse([]string{one.Leaf})[0]) == nil)
	}
	for _, one := range asked.Consistency {
		out.Consistency = append(out.Consistency,
			tlog.CheckTree(tlog.TreeProof(parse(one.Hashes)), size, root, one.Size, parse([]string{one.Root})[0]) == nil)
	}
	for _, index := range asked.Prove {
		proof, err := tlog.ProveRecord(size, index, hashes)
		must(err)
		out.Proofs = append(out.Proofs, texts(proof))
	}
	for _, from := range asked.From {
		proof, err := tlog.ProveTree(size, from, hashes)
		must(err)
		out.FromProofs = append(out.FromProofs, texts(proof))
	}
	must(json.NewEncoder(os.Stdout).Encode(out))
}

// entries reads every entry bundle and compares the hash of each entry with the tiles.
func entries(folder string, size int64, hashes tlog.HashReader) int64 {
	var count int64
	for bundle := int64(0); bundle*256 < size; bundle++ {
		width := size - bundle*256
		if width > 256 {
			width = 256
		}
		data, err := os.ReadFile(filepath.Join(folder, "tile", "entries", place(bundle, int(width))))
		must(err)
		indexes := make([]int64, width)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, bundle*256+int64(i))
		}
		known, err := hashes.ReadHashes(indexes)
		must(err)
		for _, hash := range known {
			length := int(data[0])<<8 | int(data[1])
			if hash != tlog.RecordHash(data[2:2+length]) {
				must(fmt.Errorf("entry %d is another than in the tree", count))
			}
			data = data[2+length:]
			count++
		}
		if len(data) > 0 {
			must(fmt.Errorf("bundle %d holds more than %d entries", bundle, width))
		}
	}
	return count
}

// files reads tiles of height 8 from where C2SP tlog-tiles puts them: without the height in the path.
type files struct{ folder string }

func (f files) Height() int { return 8 }

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		path := filepath.Join(f.folder, "tile", strconv.Itoa(tile.L), place(tile.N, tile.W))
		bytes, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (f files) SaveTiles([]tlog.Tile, [][]byte) {}

func place(index int64, width int) string {
	path := tlog.Tile{H: 8, L: 0, N: index, W: width}.Path()
	return strings.TrimPrefix(path, "tile/8/0/")
}

func parse(hashes []string) []tlog.Hash {
	parsed := []tlog.Hash{}
	for _, one := range hashes {
		hash, err := tlog.ParseHash(one)
		must(err)
		parsed = append(parsed, hash)
	}
	return parsed
}

func text(hash tlog.Hash) string { return base64.StdEncoding.EncodeToString(hash[:]) }

func texts(hashes []tlog.Hash) []string {
	out := []string{}
	for _, hash := range hashes {
		out = append(out, text(hash))
	}
	return out
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
