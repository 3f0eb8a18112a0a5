// The C face on ctemplate: the only C++ here, and the only home of ctemplate.
//
// The dictionary is our own rather than ctemplate's: it lives in the
// request's arena, so filling it costs a copy of the value and nothing is
// freed one by one. No exception crosses into C.
extern "C" {
#include "view/view.h"
#include "util/log.h"
#include "view/template_text.h"
}

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_emitter.h>

#include <cstdarg>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string>

using ctemplate::ExpandEmitter;
using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

namespace
{

namespace fs = std::filesystem;

const ctemplate::Strip STRIP = ctemplate::STRIP_BLANK_LINES;

struct name {
	const char *text;
	size_t len;
	uint32_t hash;

	name(const char *bytes, size_t count) : text(bytes), len(count)
	{
		hash = 2166136261u; // FNV-1a
		for (size_t i = 0; i < count; i++)
			hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
	}
	explicit name(const char *bytes) : name(bytes, strlen(bytes))
	{
	}
	explicit name(const TemplateString &s) : name(s.data(), s.size())
	{
	}
};

enum kind { VALUE, SECTION, INCLUDE };

// One showing of a section or include. No dict: a section that is only
// shown, with the values of the place where it stands.
struct showing {
	view_dict *dict;
	const char *file;
};

struct slot {
	slot *next;
	const char *name;
	size_t name_len;
	uint32_t hash;
	enum kind kind;
	const char *text; // VALUE
	size_t len;
	showing *showings; // SECTION, INCLUDE
	size_t count, cap;
};

} // namespace

struct view_dict final : TemplateDictionaryInterface {
	static const size_t BUCKETS = 16;

	struct arena *arena;
	const view_dict *parent; // sections only
	slot *buckets[BUCKETS] = {};

	view_dict(struct arena *a, const view_dict *p) : arena(a), parent(p)
	{
	}

	slot *find(const name &n, enum kind kind) const
	{
		slot *s = buckets[n.hash % BUCKETS];

		while (s && (s->hash != n.hash || s->kind != kind ||
			     s->name_len != n.len ||
			     memcmp(s->name, n.text, n.len) != 0))
			s = s->next;
		return s;
	}

	// As find(), here and then around this section.
	slot *look_up(const TemplateString &text, enum kind kind) const
	{
		const name n(text);

		for (const view_dict *d = this; d; d = d->parent)
			if (slot *s = d->find(n, kind))
				return s;
		return nullptr;
	}

	slot *find_or_add(const char *text, enum kind kind)
	{
		const name n(text);
		slot *s = find(n, kind);

		if (s)
			return s;
		s = (slot *)arena_alloc(arena, sizeof(*s));
		s->name = text;
		s->name_len = n.len;
		s->hash = n.hash;
		s->kind = kind;
		s->next = buckets[n.hash % BUCKETS];
		buckets[n.hash % BUCKETS] = s;
		return s;
	}

	void set(const char *text, const char *value, size_t len)
	{
		slot *s = find_or_add(text, VALUE);

		s->text = value;
		s->len = len;
	}

	void add_showing(const char *text, enum kind kind, view_dict *dict,
			 const char *file)
	{
		slot *s = find_or_add(text, kind);

		if (s->count == s->cap) {
			size_t cap = s->cap ? 2 * s->cap : 1;
			showing *more = (showing *)arena_array(arena, cap,
							       sizeof(*more));
			if (s->count)
				memcpy(more, s->showings,
				       s->count * sizeof(*more));
			s->showings = more;
			s->cap = cap;
		}
		s->showings[s->count++] = { dict, file };
	}

	view_dict *child(const view_dict *around)
	{
		void *memory = arena_alloc(arena, sizeof(view_dict));

		return new (memory) view_dict(arena, around);
	}

	// What ctemplate asks while it expands.
	TemplateString GetValue(const TemplateString &variable) const override
	{
		const slot *s = look_up(variable, VALUE);

		return s ? TemplateString(s->text, s->len)
			 : TemplateString("", 0);
	}
	bool IsHiddenSection(const TemplateString &text) const override
	{
		return !look_up(text, SECTION);
	}
	bool IsUnhiddenSection(const TemplateString &text) const override
	{
		return look_up(text, SECTION);
	}
	bool IsHiddenTemplate(const TemplateString &text) const override
	{
		return !look_up(text, INCLUDE);
	}
	const char *GetIncludeTemplateName(const TemplateString &text,
					   int i) const override
	{
		return look_up(text, INCLUDE)->showings[i].file;
	}
	void DumpToString(std::string *, int) const override
	{
	}
	Iterator *CreateTemplateIterator(const TemplateString &) const override;
	Iterator *CreateSectionIterator(const TemplateString &) const override;

	// ctemplate deletes its iterators; the memory is the arena's.
	struct showings final : Iterator {
		const slot *s;
		const view_dict *here;
		size_t i = 0;

		showings(const slot *list, const view_dict *dict)
		    : s(list), here(dict)
		{
		}
		bool HasNext() const override
		{
			return s && i < s->count;
		}
		const TemplateDictionaryInterface &Next() override
		{
			const view_dict *d = s->showings[i++].dict;

			return d ? *d : *here;
		}
		static void *operator new(size_t size, struct arena *arena)
		{
			return arena_alloc(arena, size);
		}
		static void operator delete(void *)
		{
		}
		static void operator delete(void *, struct arena *)
		{
		}
	};
};

TemplateDictionaryInterface::Iterator *
view_dict::CreateTemplateIterator(const TemplateString &text) const
{
	return new (arena) showings(look_up(text, INCLUDE), this);
}

TemplateDictionaryInterface::Iterator *
view_dict::CreateSectionIterator(const TemplateString &text) const
{
	return new (arena) showings(look_up(text, SECTION), this);
}

struct view {
	ctemplate::TemplateCache cache;
	const struct strings *strings = nullptr;
};

namespace
{

struct buf_emitter final : ExpandEmitter {
	struct buf *out;

	explicit buf_emitter(struct buf *b) : out(b)
	{
	}
	void Emit(char c) override
	{
		buf_char(out, c);
	}
	void Emit(const std::string &s) override
	{
		buf_add(out, s.data(), s.size());
	}
	void Emit(const char *s) override
	{
		buf_add(out, s, strlen(s));
	}
	void Emit(const char *s, size_t len) override
	{
		buf_add(out, s, len);
	}
};

// ctemplate tells what is wrong with a template on std::cerr only.
struct cerr_capture {
	std::ostringstream text;
	std::streambuf *saved;

	cerr_capture() : saved(std::cerr.rdbuf(text.rdbuf()))
	{
	}
	~cerr_capture()
	{
		std::cerr.rdbuf(saved);
	}
};

std::string read_file(const fs::path &path)
{
	std::ifstream in(path, std::ios::binary);

	if (!in.is_open())
		throw std::runtime_error(path.string() + " cannot be read");
	return std::string(std::istreambuf_iterator<char>(in), {});
}

bool load(struct view *view, const fs::path &path, const std::string &key,
	  struct arena *arena)
{
	const std::string source = read_file(path);
	cerr_capture cerr;
	struct buf text;

	buf_init(&text, arena);
	if (template_text(&text, key.c_str(), source.c_str(), view->strings) !=
	    STATUS_OK)
		return false;
	if (view->cache.StringToTemplateCache(key, text.data, text.len, STRIP))
		return true;
	log_error("template %s: %s", key.c_str(), cerr.text.str().c_str());
	return false;
}

bool load_all(struct view *view, const char *dir, struct arena *arena)
{
	bool ok = true;
	size_t count = 0;

	for (const auto &entry : fs::recursive_directory_iterator(dir)) {
		if (!entry.is_regular_file() ||
		    entry.path().extension() != ".tpl")
			continue;
		count++;
		ok = load(view, entry.path(),
			  entry.path().lexically_relative(dir).generic_string(),
			  arena) &&
		     ok;
	}
	if (!count)
		log_error("no templates in %s", dir);
	view->cache.Freeze();
	return ok && count;
}

} // namespace

extern "C" enum status view_open(const char *dir, const struct strings *strings,
				 struct view **out)
{
	struct arena *arena = arena_new();
	struct view *view = nullptr;
	bool ok = false;

	try {
		view = new struct view;
		view->strings = strings;
		ok = load_all(view, dir, arena);
	} catch (const std::exception &e) {
		log_error("templates in %s: %s", dir, e.what());
	} catch (...) {
		log_error("templates in %s cannot be loaded", dir);
	}
	arena_free(arena);
	if (!ok) {
		delete view;
		return STATUS_FAILED;
	}
	*out = view;
	return STATUS_OK;
}

extern "C" void view_close(struct view *view)
{
	delete view;
}

extern "C" struct view_dict *view_dict_new(struct arena *arena)
{
	void *memory = arena_alloc(arena, sizeof(view_dict));

	return new (memory) view_dict(arena, nullptr);
}

extern "C" void view_set(struct view_dict *dict, const char *name,
			 const char *text)
{
	if (text)
		view_set_n(dict, name, text, strlen(text));
}

extern "C" void view_set_n(struct view_dict *dict, const char *name,
			   const char *text, size_t len)
{
	dict->set(name, arena_strndup(dict->arena, text, len), len);
}

extern "C" void view_set_int(struct view_dict *dict, const char *name,
			     int64_t value)
{
	view_setf(dict, name, "%lld", (long long)value);
}

extern "C" void view_setf(struct view_dict *dict, const char *name,
			  const char *format, ...)
{
	va_list ap;
	char *text;

	va_start(ap, format);
	text = arena_vprintf(dict->arena, format, ap);
	va_end(ap);
	dict->set(name, text, strlen(text));
}

extern "C" void view_show(struct view_dict *dict, const char *section)
{
	dict->add_showing(section, SECTION, nullptr, nullptr);
}

extern "C" void view_show_text(struct view_dict *dict, const char *name,
			       const char *text)
{
	if (!text || !*text)
		return;
	view_set(dict, name, text);
	view_show(dict, name);
}

extern "C" struct view_dict *view_section(struct view_dict *dict,
					  const char *section)
{
	struct view_dict *child = dict->child(dict);

	dict->add_showing(section, SECTION, child, nullptr);
	return child;
}

extern "C" struct view_dict *view_include(struct view_dict *dict,
					  const char *name, const char *file)
{
	struct view_dict *child = dict->child(nullptr);

	dict->add_showing(name, INCLUDE, child, file);
	return child;
}

extern "C" enum status view_expand(struct view *view, const char *file,
				   struct view_dict *dict, struct buf *out)
{
	try {
		buf_emitter emitter(out);
		ctemplate::PerExpandData data;

		if (view->cache.ExpandNoLoad(file, STRIP, dict, &data,
					     &emitter))
			return STATUS_OK;
		log_error("template %s or one it includes is missing", file);
	} catch (const std::exception &e) {
		log_error("template %s: %s", file, e.what());
	} catch (...) {
		log_error("template %s cannot be expanded", file);
	}
	return STATUS_FAILED;
}
