#include "peer-gui/engine/transfer/bufferpool.h"

#include <utility>

namespace ft::engine {

namespace {

/// Buffers kept for the next taker. Pieces of most files have this size; others are freed.
constexpr qsizetype SpareSize = 1024 * 1024;
constexpr std::size_t MostSpare = 32;

} // namespace

BufferPool::BufferPool(qint64 capacity, QObject *parent)
    : QObject(parent)
    , m_capacity(capacity)
{}

void BufferPool::release(qint64 bytes)
{
    m_taken -= bytes;
    emit freed();
}

BufferPool::Account::~Account()
{
    if (m_taken > 0)
        m_pool.release(m_taken);
}

std::optional<QByteArray> BufferPool::Account::take(qsizetype size)
{
    if (m_pool.m_taken > 0 && m_pool.m_taken + size > m_pool.m_capacity)
        return std::nullopt;
    m_taken += size;
    m_pool.m_taken += size;
    if (size != SpareSize || m_pool.m_spare.empty())
        return QByteArray(size, Qt::Uninitialized);
    QByteArray buffer = std::move(m_pool.m_spare.back());
    m_pool.m_spare.pop_back();
    return buffer;
}

void BufferPool::Account::give(QByteArray &&buffer)
{
    const auto size = buffer.size();
    if (size == SpareSize && buffer.isDetached() && m_pool.m_spare.size() < MostSpare)
        m_pool.m_spare.push_back(std::move(buffer));
    buffer = {};
    m_taken -= size;
    m_pool.release(size);
}

} // namespace ft::engine
