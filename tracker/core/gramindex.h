#pragma once

#include "tracker/core/volume.h"

#include <deque>
#include <memory>

namespace ft::tracker {

/// A record's place in the gram index: its volume in the upper 16 bits, its LocalId in the lower.
using DocumentId = std::uint32_t;

/// Finds the records whose text may have given grams; whether they do have the text is the caller's
/// to see. Made for constant change.
///
/// Documents fill a volume one after the other. A full volume is packed, and never changes again
/// but for documents that are marked as removed; when few enough are left, they move into the
/// newest volume and the old one goes. Both happen in small steps, a few with every add() and
/// remove(), so that no single call takes long. Not synchronised.
class GramIndex final
{
public:
    static constexpr std::uint32_t None = 0xffff'ffff;

    /// The records behind the documents.
    class Records
    {
    public:
        Records() = default;
        Q_DISABLE_COPY_MOVE(Records)
        virtual ~Records() = default;
        /// Appends the grams of a record that was added.
        virtual void appendGramsOf(std::uint32_t record, std::vector<Gram> &grams) const = 0;
        /// Its document is another from here on.
        virtual void onMoved(std::uint32_t record, DocumentId document) = 0;
    };

    /// `records` must outlive the index.
    explicit GramIndex(Records &records);

    /// Adds a record whose grams `records` tells.
    [[nodiscard]] DocumentId add(std::uint32_t record);
    void remove(DocumentId document);
    /// Forgets everything and gives the memory back.
    void clear();

    /// Bytes held.
    [[nodiscard]] std::size_t memory() const;

    /// Documents that are searched together.
    class Volume final
    {
    public:
        /// The record of a document, None when it was removed.
        [[nodiscard]] std::uint32_t record(LocalId id) const { return m_records[id]; }
        /// Brings what record() reads nearer to the processor.
        void prefetch(LocalId id) const { __builtin_prefetch(&m_records[id]); }
        /// Documents, removed ones too.
        [[nodiscard]] std::uint32_t size() const
        {
            return static_cast<std::uint32_t>(m_records.size());
        }
        [[nodiscard]] Postings postings(Gram gram) const;
        /// Appends those of every gram from `first` to `last`.
        void appendPostings(std::vector<Postings> &all, Gram first, Gram last) const;

    private:
        friend class GramIndex;
        std::vector<std::uint32_t> m_records;
        std::uint32_t m_count = 0; ///< that are not removed
        std::unique_ptr<OpenVolume> m_open; ///< until it is sealed
        std::unique_ptr<SealedVolume> m_sealed;
    };

    /// Shows every volume, newest first, to `visit(const Volume &)` until that returns false.
    template <typename Visit>
    void visitVolumes(Visit visit) const
    {
        for (auto it = m_order.rbegin(); it != m_order.rend(); ++it) {
            if (!visit(*m_volumes[*it]))
                return;
        }
    }

private:
    using Number = std::uint32_t;

    /// A full volume that is being packed, list by list.
    struct Sealing
    {
        Number number = 0;
        std::vector<Gram> grams;
        std::size_t done = 0;
        std::unique_ptr<SealedVolume> sealed;
    };

    [[nodiscard]] DocumentId append(std::uint32_t record);
    [[nodiscard]] Volume &openVolume();
    void beginSealing(Number number);
    void seal(std::uint32_t postings);
    void finishSealing();
    [[nodiscard]] bool isSparse(const Volume &volume) const;
    void moveOne();
    void drop(Number number);
    void step();

    Records &m_records;
    std::vector<std::unique_ptr<Volume>> m_volumes; ///< by number; null where a number is free
    std::vector<Number> m_free;
    std::deque<Number> m_order; ///< oldest first; the last one takes documents
    std::unique_ptr<Sealing> m_sealing;
    std::deque<Number> m_sparse; ///< to be emptied, the first one now
    std::uint32_t m_moveFrom = 0; ///< in the first of m_sparse
    std::vector<Gram> m_grams;
    std::uint64_t m_count = 0;
};

} // namespace ft::tracker
