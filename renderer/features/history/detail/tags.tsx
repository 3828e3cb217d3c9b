import { useState } from "react";
import { loadHistoryChoices } from "#renderer/actions/history.ts";
import { addTag, removeTag, tagOf } from "#renderer/actions/history-change.ts";
import { SearchList } from "#renderer/parts/search-list.tsx";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { type HistoryEntry, mostTags } from "#shared/history.ts";
import styles from "./detail.module.css";

/** Words of one's own to find it by. */
export function Tags({ entry }: { readonly entry: HistoryEntry }) {
  return (
    <div className={styles.tags}>
      {entry.tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className={styles.tag}
          title={`Remove tag ${tag}`}
          aria-label={`Remove tag ${tag}`}
          onClick={() => removeTag(entry, tag)}
        >
          <span className="trunc">{tag}</span>
          <Icon name="close" size="xs" />
        </button>
      ))}
      {entry.tags.length < mostTags ? <AddTag entry={entry} /> : null}
    </div>
  );
}

/** Suggests the tags that are in use; anything else that is typed is a new one. */
function AddTag({ entry }: { readonly entry: HistoryEntry }) {
  const [isOpen, setOpen] = useState(false);
  const known = useHistoryStore((state) => state.tags);
  const options = known.filter((tag) => !entry.tags.includes(tag));
  const open = (next: boolean) => {
    if (next) void loadHistoryChoices();
    setOpen(next);
  };
  return (
    <Popover
      label="Add tag"
      isOpen={isOpen}
      onOpenChange={open}
      trigger={
        <Button tone="ghost" size="small" icon="plus">
          {entry.tags.length === 0 ? "Add tag" : "Tag"}
        </Button>
      }
    >
      <SearchList
        options={options}
        find={findTags}
        keyOf={(tag) => tag}
        current={null}
        onPick={(tag) => {
          addTag(entry, tag);
          setOpen(false);
        }}
        searchLabel="Find or write a tag"
        listLabel="Tags"
        nothing="Write a tag and press Enter"
        figures=""
        row={(tag) => (
          <>
            <span className="trunc grow">{tag}</span>
            {known.includes(tag) ? null : <span className="dim">new</span>}
          </>
        )}
      />
    </Popover>
  );
}

/** What is typed stands last, where it is no tag yet. */
function findTags(options: readonly string[], query: string): readonly string[] {
  const typed = tagOf(query);
  const found = options.filter((tag) => tag.toLowerCase().includes(typed.toLowerCase()));
  const isKnown = options.some((tag) => tag.toLowerCase() === typed.toLowerCase());
  return typed === "" || isKnown ? found : [...found, typed];
}
