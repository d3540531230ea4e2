#pragma once

#include <QByteArray>
#include <QObject>

#include <optional>
#include <vector>

namespace ft::engine {

/// Bounds the bytes that lie between network and disk, of all downloads together, and reuses their
/// memory.
///
/// Engine thread only.
class BufferPool final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BufferPool)

public:
    static constexpr qint64 DefaultCapacity = 64LL * 1024 * 1024;

    explicit BufferPool(qint64 capacity = DefaultCapacity, QObject *parent = nullptr);
    ~BufferPool() override = default;

    /// What one download has taken; gives back the rest when it goes.
    class Account final
    {
    public:
        explicit Account(BufferPool &pool)
            : m_pool(pool)
        {}
        ~Account();
        Q_DISABLE_COPY_MOVE(Account)

        /// A buffer of this size, its content undefined. Nothing while the pool is used up: try
        /// again after freed(). A buffer larger than the whole pool is given out when nothing else
        /// is.
        [[nodiscard]] std::optional<QByteArray> take(qsizetype size);
        /// Gives a buffer back, of the size it was taken with.
        void give(QByteArray &&buffer);

        [[nodiscard]] BufferPool &pool() const { return m_pool; }

    private:
        BufferPool &m_pool;
        qint64 m_taken = 0;
    };

    [[nodiscard]] qint64 taken() const { return m_taken; }

signals:
    /// Some bytes were given back.
    void freed();

private:
    void release(qint64 bytes);

    qint64 m_capacity;
    qint64 m_taken = 0;
    std::vector<QByteArray> m_spare; ///< memory to be used again
};

} // namespace ft::engine
